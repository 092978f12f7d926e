package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.waybill.testkit.WorkContract;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Sinks;

/** An agent keeps the contract. */
class AgentContractTest extends WorkContract<String, String> {
  private static Work<String, String> agent(ScriptedChat model) {
    return Chat.of("small", line -> model)
        .withProvider("openai")
        .agent(Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT));
  }

  /** Looks something up, then says what was found. */
  private static ChatResponse looking(ChatRequest request) {
    var last = request.messages().get(request.messages().size() - 1);
    return last instanceof ToolExecutionResultMessage result
        ? ScriptedChat.text(result.text()).to(request)
        : ScriptedChat.calls("find", "{\"text\":\"" + asked(request) + "\"}").to(request);
  }

  private static String asked(ChatRequest request) {
    return ((dev.langchain4j.data.message.UserMessage) request.messages().get(0)).singleText();
  }

  @Override
  protected Work<String, String> work() {
    return agent(new ScriptedChat(AgentContractTest::looking));
  }

  @Override
  protected List<String> inputs() {
    return List.of("one", "two", "three");
  }

  @Override
  protected Optional<Hanging<String, String>> hanging() {
    var begun = Sinks.<Void>empty();
    var stopped = Sinks.<Void>empty();
    var stuck =
        new ScriptedChat(
            request -> {
              begun.tryEmitEmpty();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                stopped.tryEmitEmpty();
              }
              return ScriptedChat.response(
                  AiMessage.from("late"), dev.langchain4j.model.output.FinishReason.STOP, null);
            });
    return Optional.of(new Hanging<>(agent(stuck), "one", begun.asMono(), stopped.asMono()));
  }

  /** Called alone its turns are its own; in a run they are posted by themselves. */
  @Override
  protected Optional<Failing<String, String>> failing() {
    return Optional.of(
        new Failing<>(
            agent(new ScriptedChat(ScriptedChat.calls("fnd", "{}"))),
            "one",
            ErrorKind.INVALID,
            Usage.NONE));
  }
}
