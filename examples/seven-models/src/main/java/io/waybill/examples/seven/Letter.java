package io.waybill.examples.seven;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.util.List;
import reactor.core.publisher.Mono;

/**
 * An answer that is ready to go out, and what the check of its draft said.
 *
 * @param verdict begins with {@code OK} if nothing is wrong
 */
record Letter(String text, String verdict) {
  /** Lets the text of a letter pass whose draft is in order; any other is invalid. */
  static Work<Letter, String> send() {
    return Work.described(
        pure("send").types(Letter.class, String.class).build(),
        (letter, call) -> Mono.fromCallable(letter::checked).map(Outcome::of));
  }

  private String checked() {
    if (!verdict.startsWith("OK")) {
      throw new WorkException(
          ErrorKind.INVALID, Usage.NONE, "the letter must not go out: " + verdict);
    }
    return text.strip();
  }

  /** Puts sentences together, one to a line. */
  static Work<List<String>, String> lines() {
    return Work.described(
        pure("lines").types(List.class, String.class).build(),
        (sentences, call) -> Mono.just(Outcome.of(String.join("\n", sentences))));
  }

  private static WorkInfo.Builder pure(String name) {
    return WorkInfo.named(name).model("instant").effects(WorkInfo.Effects.PURE);
  }
}
