package consumer;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.Tools;
import io.waybill.ledger.Posting;
import io.waybill.run.LocalEngine;
import io.waybill.work.WorkInfo.Effects;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A project of somebody's who has LangChain4j's newest core, Waybill, and nothing else. */
public final class Consumer implements Callable<String> {
  /** What it has a model judge. */
  public record Verdict(int stars, boolean sure) {}

  private static ChatResponse says(AiMessage message, FinishReason finish) {
    return ChatResponse.builder()
        .aiMessage(message)
        .finishReason(finish)
        .tokenUsage(new TokenUsage(10, 5))
        .build();
  }

  private static final class Scripted implements ChatModel {
    private final Deque<Object> script;

    Scripted(Object... script) {
      this.script = new ArrayDeque<>(List.of(script));
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
      var next = script.remove();
      if (next instanceof RuntimeException error) {
        throw error;
      }
      return next instanceof ToolExecutionRequest call
          ? says(AiMessage.from(call), FinishReason.TOOL_EXECUTION)
          : says(AiMessage.from((String) next), FinishReason.STOP);
    }
  }

  private static final class Streamed implements StreamingChatModel {
    @Override
    public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
      handler.onPartialResponse("It is ");
      handler.onPartialResponse("fine.");
      handler.onCompleteResponse(says(AiMessage.from("It is fine."), FinishReason.STOP));
    }
  }

  /** Its tools. */
  public static final class Desk {
    /** One of them. */
    @Tool
    public String find(@P(name = "order") String order) {
      return order + " is on its way";
    }
  }

  @Override
  public String call() {
    var call =
        ToolExecutionRequest.builder()
            .id("1")
            .name("find")
            .arguments("{\"order\":\"A7\"}")
            .build();
    var agent = new Scripted(new RateLimitException("slowly"), call, "It is on its way.");
    var judge = new Scripted("{\"stars\":4,\"sure\":true}");
    var tools = Tools.of(new Desk()).withEffects(Effects.PURE);
    var plan =
        Flow.<Verdict>plan(
            "consumer",
            flow -> {
              var question = flow.input("question", String.class);
              var again = Bind.retry(1).backoff(Duration.ofNanos(1));
              var found =
                  flow.call(
                      "find", question, Chat.of("small", line -> agent).agent(tools), again);
              var said = flow.call("say", found, Chat.streaming("small", new Streamed()).text());
              return flow.call("judge", said, Chat.of("small", judge).as(Verdict.class));
            });
    var result = LocalEngine.builder().build().run(plan, Map.of("question", "Where is A7?"));
    var usage =
        result.waybill().ledger().postings().stream()
            .map(Posting::usage)
            .mapToLong(used -> used.input() + used.output())
            .sum();
    return "%s, %d tokens, %d postings"
        .formatted(result.value(), usage, result.waybill().ledger().postings().size());
  }
}
