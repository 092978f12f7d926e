package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.routing.feedback.Decision;
import io.waybill.routing.feedback.DecisionId;
import io.waybill.routing.feedback.DecisionLog;
import io.waybill.routing.feedback.Decisions;
import io.waybill.work.Choice;
import io.waybill.work.Score;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router outcome}: what became of a decision that was kept. */
@Command(
    name = "outcome",
    description = "Says how good a decision was that 'waybill run --decisions' kept.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RouterOutcome implements Callable<Integer> {
  /** The metric of what was accepted, or was not. */
  static final String ACCEPTED = "accepted";

  private final Terminal terminal;

  @Parameters(
      index = "0",
      paramLabel = "DECISIONS.jsonl",
      description = "The log of decisions; what is said is added to it.")
  private Path file = Path.of("");

  @Option(
      names = "--run",
      required = true,
      paramLabel = "ID",
      description = "The run, as its receipt and its file are called.")
  private String run = "";

  @Option(
      names = "--step",
      paramLabel = "PATH",
      description =
          "The step, as the receipt has it: intent, mails[3]/intent. It may be left out where a run"
              + " has one decision.")
  private Optional<String> step = Optional.empty();

  @Option(
      names = "--label",
      paramLabel = "LABEL",
      description = "The label that would have been right.")
  private Optional<String> label = Optional.empty();

  @Option(
      names = "--score",
      paramLabel = "METRIC=VALUE",
      description = "How good it was: helpful=0.8. May be repeated.")
  private Map<String, String> scores = new LinkedHashMap<>();

  @Option(names = "--accepted", description = "Somebody accepted it: accepted=1.")
  private boolean accepted;

  @Option(names = "--rejected", description = "Somebody did not: accepted=0.")
  private boolean rejected;

  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who says so: ${COMPLETION-CANDIDATES}; by default person.")
  private Score.Origin by = Score.Origin.PERSON;

  RouterOutcome(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Disk.mustExist(file, "log of decisions");
    var said = said();
    var decisions = Complaint.wrongIfRefused(() -> Decisions.read(file));
    decisions.problems().forEach(each -> terminal.err().println(Shown.safe(each)));
    var decision = Complaint.wrongIfRefused(() -> decisions.named(id(decisions)));
    label.ifPresent(right -> mustBeText(right, decisions));
    keep(decision.id(), said);
    said.forEach(score -> terminal.out().println(Shown.safe(told(decision, score))));
    return Exit.OK;
  }

  private List<Score> said() {
    if (accepted && rejected) {
      throw Complaint.wrong("--accepted or --rejected, not both");
    }
    var said = new ArrayList<Score>();
    label.ifPresent(right -> said.add(Decision.truth(right, by)));
    scores.forEach((metric, value) -> said.add(score(metric, value)));
    if (accepted || rejected) {
      said.add(new Score(ACCEPTED, accepted ? 1 : 0, "", by));
    }
    if (said.isEmpty()) {
      throw Complaint.wrong(
          "say what became of it: --label LABEL, --score METRIC=VALUE, --accepted or --rejected");
    }
    return said;
  }

  private Score score(String metric, String written) {
    if (metric.equals(Decision.TRUTH)) {
      throw Complaint.wrong("--score label=… is said with --label: a label, no number");
    }
    try {
      double value = Double.parseDouble(written);
      if (Double.isFinite(value) && !metric.isBlank()) {
        return new Score(metric, value, "", by);
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw Complaint.wrong("--score takes METRIC=NUMBER, found '%s=%s'".formatted(metric, written));
  }

  private DecisionId id(Decisions decisions) {
    if (step.isPresent()) {
      return new DecisionId(run, step.get());
    }
    var paths =
        decisions.all().stream()
            .map(Decision::id)
            .filter(id -> id.run().equals(run))
            .map(DecisionId::path)
            .toList();
    if (paths.size() > 1) {
      throw Complaint.wrong(
          "run %s has %d decisions: say which, with --step. Known: %s."
              .formatted(run, paths.size(), String.join(", ", paths)));
    }
    return new DecisionId(run, paths.isEmpty() ? "-" : paths.get(0));
  }

  /** A typo here would be learned from: labels that nobody ever thought of are told. */
  private void mustBeText(String right, Decisions decisions) {
    if (right.isBlank()) {
      throw Complaint.wrong("--label takes a label; '%s' is one too".formatted(Choice.OTHERWISE));
    }
    var known = new TreeSet<String>();
    known.add(Choice.OTHERWISE);
    decisions
        .all()
        .forEach(
            each -> {
              known.add(each.label());
              known.addAll(each.said().choice().candidates().keySet());
              each.rightLabel().ifPresent(known::add);
            });
    if (!known.contains(right)) {
      terminal
          .err()
          .println(
              Shown.safe(
                  "note: nobody in %s chose or thought of '%s' so far. %s"
                      .formatted(file, right, DidYouMean.among(right, known))));
    }
  }

  private void keep(DecisionId decision, List<Score> said) {
    try (var log = Complaint.wrongIfRefused(() -> DecisionLog.at(file))) {
      said.forEach(score -> log.outcome(decision, score));
    } catch (UncheckedIOException e) {
      throw Complaint.trouble("cannot write %s: %s".formatted(file, e.getMessage()));
    }
  }

  private String told(Decision decision, Score score) {
    if (score.metric().equals(Decision.TRUTH)) {
      return "%s chose %s; right: %s".formatted(decision.id(), decision.label(), score.label());
    }
    return String.format(
        Locale.ROOT,
        "%s chose %s; %s: %s",
        decision.id(),
        decision.label(),
        score.metric(),
        score.value());
  }
}
