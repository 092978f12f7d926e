package io.waybill.reports;

import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;

/**
 * A step as if another model had done it: the same tokens at that one's price. An estimate, since
 * models count tokens differently and answer at different lengths; times and scores stay what they
 * were.
 *
 * @param step its path without numbers, or its id
 * @param provider who would have billed it
 * @param model as the provider names it
 */
public record AsIf(String step, String provider, String model) {
  public AsIf {
    if (step.isEmpty() || provider.isEmpty() || model.isEmpty()) {
      throw new IllegalArgumentException("write STEP=provider/model: draft=openai/gpt-4.1-mini");
    }
  }

  /**
   * {@code draft=openai/gpt-4.1-mini}.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  public static AsIf of(String written) {
    int equals = written.lastIndexOf('=');
    int slash = written.indexOf('/', Math.max(0, equals));
    if (equals < 0 || slash < 0) {
      throw new IllegalArgumentException(
          "write STEP=provider/model, like draft=openai/gpt-4.1-mini; found '%s'"
              .formatted(written));
    }
    return new AsIf(
        written.substring(0, equals),
        written.substring(equals + 1, slash),
        written.substring(slash + 1));
  }

  /** Whether it is about that attempt: of its step, and of a model. */
  boolean changes(Posting posting) {
    var path = Outline.path(posting.path());
    return (step.equals(path) || step.equals(StepPath.id(path))) && ofModel(posting.usage());
  }

  static boolean ofModel(Usage usage) {
    return switch (usage.basis()) {
      case NOTHING, UNKNOWN -> false;
      case REPORTED, INCONSISTENT, COUNTED -> usage.input() + usage.output() > 0;
    };
  }

  /** What this model would have been billed for. */
  Usage usage(Usage as) {
    return new Usage(
        provider,
        model,
        as.input(),
        as.cacheRead(),
        as.cacheWrite(),
        as.output(),
        as.reasoning(),
        Duration.ZERO,
        as.basis());
  }

  /** The same run with these steps done by other models, and all of it priced by this book. */
  public static Waybill in(Waybill run, List<AsIf> others, PriceBook prices) {
    return run.under(
        prices,
        posting ->
            others.stream()
                .filter(other -> other.changes(posting))
                .findFirst()
                .map(other -> other.posting(posting))
                .orElse(posting));
  }

  private Posting posting(Posting old) {
    return new Posting(
        old.scope(),
        old.step(),
        old.attempt(),
        work(old.work()),
        old.fate(),
        usage(old.usage()),
        old.cost(),
        old.ready(),
        old.began(),
        old.ended(),
        old.marks().sharing(-1),
        old.how());
  }

  private WorkInfo work(WorkInfo work) {
    return new WorkInfo(
        work.name(),
        work.version(),
        model,
        work.config(),
        work.input(),
        work.output(),
        work.safety(),
        work.labels(),
        "",
        work.ownRetries());
  }
}
