package io.waybill.guards;

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
 * A guard that takes private data out of a text, and its counterpart that puts it back in the same
 * run: a pair that shares a vault in the memory of this process and nowhere else.
 *
 * <p>Placeholders are numbered within a run in the order in which it meets the values, {@code
 * [email-1]}: the same texts become the same texts in every process. In one run the same value
 * always has the same placeholder; another run knows nothing of it. Steps that redact at the same
 * time share the numbers, so which of them comes first decides. Calls outside any run count as one
 * run.
 *
 * <p>{@link #restore} undoes one {@link #redact}, exactly. What merely looks like a placeholder is
 * taken out like private data, {@code [email-1]} as {@code [text-1]}, and comes back as it was
 * written: nobody gets at a value by typing its placeholder into a text. This holds for the run's
 * own placeholders too, so a text that was redacted twice must be restored twice. An answer of a
 * model, which is restored without being redacted, may name any placeholder of its run: that is
 * intended, for it may mention the customer's own data. Do not let one run hold what its reader
 * must not see.
 *
 * <p>What was put back is private again: nothing after {@link #restore} should leave the house.
 */
public final class Redaction {
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
        info, (text, call) -> Mono.fromSupplier(() -> Outcome.of(redacted(call.run(), text))));
  }

  /**
   * Puts back what {@link #redact} of this pair took out in this run. It fails with {@link
   * ErrorKind#INVALID} if the text holds a placeholder that the vault does not hold for the run: it
   * was made by another run or process, too long ago, or by whoever wrote the text.
   */
  public Work<String, String> restore() {
    var info =
        WorkInfo.named("guard.restore")
            .model("instant")
            .types(String.class, String.class)
            .effects(WorkInfo.Effects.PURE)
            .privacy(WorkInfo.Privacy.PRIVATE)
            .build();
    return Work.described(info, (text, call) -> Mono.defer(() -> restored(call.run(), text)));
  }

  private String redacted(String run, String text) {
    return Placeholder.fill(
        text, Placeholder.privateOrForgedIn(text), (kind, value) -> vault.keep(run, kind, value));
  }

  private Mono<Outcome<String>> restored(String run, String text) {
    var unknown = new LinkedHashSet<String>();
    var restored = new StringBuilder();
    var found = Placeholder.RESTORABLE.matcher(text);
    int from = 0;
    while (found.find()) {
      var placeholder = found.group();
      restored
          .append(text, from, found.start())
          .append(
              vault
                  .value(run, placeholder)
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
        "cannot restore %s: it was taken out in another run or process, or more than %s ago, or never"
            .formatted(String.join(", ", unknown), vault.kept()));
  }

  /** How much is kept, never what. */
  @Override
  public String toString() {
    return "Redaction[" + vault.size() + " kept]";
  }
}
