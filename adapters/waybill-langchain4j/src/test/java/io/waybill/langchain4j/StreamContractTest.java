package io.waybill.langchain4j;

import dev.langchain4j.model.output.TokenUsage;
import io.waybill.testkit.WorkContract;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Usage.Basis;
import io.waybill.work.Work;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A model that answers token by token keeps the contract. */
class StreamContractTest extends WorkContract<String, String> {
  private static Work<String, String> text(ScriptedStream model) {
    return Chat.streaming("small", line -> model).withProvider("openai").text();
  }

  @Override
  protected Work<String, String> work() {
    return text(ScriptedStream.says(new TokenUsage(5, 3), "a", "b", "c"));
  }

  @Override
  protected List<String> inputs() {
    return List.of("one", "two", "three");
  }

  @Override
  protected Optional<Hanging<String, String>> hanging() {
    var model = ScriptedStream.hangsAfter("a");
    return Optional.of(new Hanging<>(text(model), "one", model.said(), model.stopped()));
  }

  @Override
  protected Optional<Failing<String, String>> failing() {
    var counted = new Usage("openai", "small", 1, 0, 0, 2, 0, Duration.ZERO, Basis.COUNTED);
    return Optional.of(
        new Failing<>(
            text(ScriptedStream.breaksAfter(new IOException("reset"), "a", "b")),
            "one",
            ErrorKind.TRANSIENT,
            counted));
  }
}
