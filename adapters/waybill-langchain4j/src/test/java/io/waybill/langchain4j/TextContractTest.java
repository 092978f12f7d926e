package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.output.FinishReason;
import io.waybill.testkit.WorkContract;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Sinks;

/** A model that answers all at once keeps the contract. */
class TextContractTest extends WorkContract<String, String> {
  private static String asked(ChatRequest request) {
    return ((UserMessage) request.messages().get(0)).singleText();
  }

  @Override
  protected Work<String, String> work() {
    var echo =
        new ScriptedChat(
            request ->
                ScriptedChat.response(
                    AiMessage.from("You said: " + asked(request)),
                    FinishReason.STOP,
                    ScriptedChat.USED));
    return Chat.of("small", line -> echo).withProvider("openai").text();
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
              throw new IllegalStateException("interrupted");
            });
    return Optional.of(
        new Hanging<>(
            Chat.of("small", line -> stuck).text(), "one", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<String, String>> failing() {
    var filtered =
        new ScriptedChat(
            request ->
                ScriptedChat.response(
                    AiMessage.from("no"), FinishReason.CONTENT_FILTER, ScriptedChat.USED));
    return Optional.of(
        new Failing<>(
            Chat.of("small", line -> filtered).withProvider("openai").text(),
            "one",
            ErrorKind.REFUSED,
            Usage.tokens("openai", "small", 100, 20)));
  }
}
