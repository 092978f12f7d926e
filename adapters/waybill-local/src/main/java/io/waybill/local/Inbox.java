package io.waybill.local;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A person, for now: a file that somebody reads, one JSON line for each text handed over, with the
 * step's place in its run: {@code {"path":"intent:otherwise/person","text":"…"}}.
 *
 * <p>It counts as idempotent, since a person who reads a question twice does nothing twice; and its
 * answer is trusted, since it is always the same sentence.
 */
public final class Inbox {
  private static final WorkInfo INFO =
      WorkInfo.named("inbox")
          .model("person")
          .types(Object.class, String.class)
          .effects(WorkInfo.Effects.IDEMPOTENT)
          .location(WorkInfo.Location.LOCAL)
          .trust(WorkInfo.Trust.TRUSTED)
          .build();

  private Inbox() {}

  /**
   * Work that appends to a file, which is made, for its owner only, when the first text comes. Its
   * value says which line: {@code Handed to a person: inbox.jsonl line 12}. Where the file stands
   * is the operator's choice and no part of a plan.
   */
  public static Work<Object, String> at(Path file) {
    var lines = Lines.of(file);
    return Work.described(
        INFO,
        (text, call) ->
            Work.<Object, String>blocking("inbox", handed -> handed(lines, call.path(), handed))
                .perform(text, call)
                .map(done -> Outcome.of(done.value(), Usage.NONE, Outcome.Kind.PERSON)));
  }

  private static String handed(Lines lines, String path, Object text) {
    try {
      long number = lines.append(Lines.json("path", path, "text", text.toString()));
      return "Handed to a person: %s line %d".formatted(lines.name(), number);
    } catch (IOException e) {
      throw new WorkException(
          ErrorKind.INVALID,
          Usage.NONE,
          "the inbox '%s' cannot be written: %s".formatted(lines.name(), e),
          e);
    }
  }
}
