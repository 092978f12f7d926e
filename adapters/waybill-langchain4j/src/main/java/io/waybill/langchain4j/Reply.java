package io.waybill.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.Objects;

/** What a model answered, and what that used. */
record Reply(ChatResponse response, Usage usage) {
  /** The text of the answer; a model that wrote none has not answered. */
  String text() {
    var text = response.aiMessage().text();
    if (text == null || text.isBlank()) {
      throw invalid(
          cut()
              ? "the model wrote no answer before it had written all the tokens it may"
              : "the model wrote nothing");
    }
    return text;
  }

  boolean cut() {
    return response.finishReason() == FinishReason.LENGTH;
  }

  WorkException invalid(String why) {
    return new WorkException(ErrorKind.INVALID, usage, why);
  }

  <T> Outcome<T> outcome(T value) {
    return new Outcome<>(
        value, usage, java.util.List.of(), java.util.List.of(), Outcome.Kind.GENERATED, finish());
  }

  private Outcome.Finish finish() {
    return switch (Objects.requireNonNullElse(response.finishReason(), FinishReason.OTHER)) {
      case STOP -> Outcome.Finish.STOP;
      case LENGTH -> Outcome.Finish.LENGTH;
      case TOOL_EXECUTION -> Outcome.Finish.TOOL_CALLS;
      case CONTENT_FILTER -> Outcome.Finish.CONTENT_FILTER;
      case OTHER -> Outcome.Finish.OTHER;
    };
  }
}
