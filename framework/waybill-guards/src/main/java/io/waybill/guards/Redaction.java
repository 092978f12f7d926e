package io.waybill.guards;

import com.google.re2j.Pattern;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * A guard that takes private data out of a text, and its counterpart that puts it back: a pair that
 * shares a vault in the memory of this process and nowhere else.
 *
 * <p>A placeholder ends in sixteen letters that cannot be guessed, {@code
 * [email-bkdfghtlmnprqsct]}. The same value gets the same ones as long as this pair lives, so that
 * a retried call and a cached answer stay good; another pair gives others. What was put back is
 * private again: nothing after {@link #restore} should leave the house.
 */
public final class Redaction {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\[(?:email|phone|card|iban)-[" + Vault.LETTERS + "]{" + Vault.LENGTH + "}\\]");

  private final Vault vault;

  Redaction(Vault vault) {
    this.vault = vault;
  }

  /** Replaces private data by placeholders that {@link #restore} knows. */
  public Work<String, String> redact() {
    var info =
        Guards.redacting()
            .config(Map.of("restorable", true))
            .effects(WorkInfo.Effects.IDEMPOTENT)
            .build();
    return Work.described(
        info, (text, call) -> Mono.just(Outcome.of(Placeholder.fill(text, vault::keep))));
  }

  /**
   * Puts back what {@link #redact} of this pair took out. It fails with {@link ErrorKind#INVALID}
   * if the text holds a placeholder that the vault does not: it was made by another process, too
   * long ago, or by whoever wrote the text.
   */
  public Work<String, String> restore() {
    var info =
        WorkInfo.named("guard.restore")
            .model("instant")
            .types(String.class, String.class)
            .effects(WorkInfo.Effects.PURE)
            .privacy(WorkInfo.Privacy.PRIVATE)
            .build();
    return Work.described(info, (text, call) -> restored(text));
  }

  private Mono<Outcome<String>> restored(String text) {
    var unknown = new LinkedHashSet<String>();
    var restored = new StringBuilder();
    var found = PLACEHOLDER.matcher(text);
    int from = 0;
    while (found.find()) {
      var placeholder = found.group();
      restored
          .append(text, from, found.start())
          .append(
              vault
                  .value(placeholder)
                  .orElseGet(
                      () -> {
                        unknown.add(placeholder);
                        return placeholder;
                      }));
      from = found.end();
    }
    return unknown.isEmpty()
        ? Mono.just(Outcome.of(restored.append(text, from, text.length()).toString()))
        : Mono.error(lost(unknown));
  }

  private WorkException lost(Set<String> unknown) {
    return new WorkException(
        ErrorKind.INVALID,
        Usage.NONE,
        "cannot restore %s: it was taken out by another process or more than %s ago, or never"
            .formatted(String.join(", ", unknown), vault.kept()));
  }

  /** How much is kept, never what. */
  @Override
  public String toString() {
    return "Redaction[" + vault.size() + " kept]";
  }
}
