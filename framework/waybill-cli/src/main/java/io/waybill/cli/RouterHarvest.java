package io.waybill.cli;

import io.waybill.guards.Guards;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.data.Rows;
import io.waybill.routing.feedback.Case.Price;
import io.waybill.routing.feedback.Cases;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.feedback.Harvest;
import io.waybill.work.CallContext;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router harvest}: what a small router can learn from decisions that were kept. */
@Command(
    name = "harvest",
    description =
        "Takes rows to fit on from decisions that were kept: what a large model decided and somebody"
            + " accepted, and what a person put right; without private data, each text once.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RouterHarvest implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "DECISIONS.jsonl",
      description = "Logs of decisions, the oldest first.")
  private List<Path> logs = List.of();

  @Option(
      names = "--teacher",
      paramLabel = "STAGE",
      description = "The stage whose decisions teach; may be repeated; by default model.")
  private List<String> teachers = List.of("model");

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "NAME",
      description = "The outcome by which a decision is accepted.")
  private String metric = "";

  @Option(
      names = "--least",
      paramLabel = "SCORE",
      description = "The least score that accepts one; by default 1.")
  private double least = 1;

  @Option(
      names = "--teacher-cost",
      paramLabel = "DOLLARS",
      description = "What a decision of the teacher costs, for the expected saving.")
  private Optional<BigDecimal> teacherCost = Optional.empty();

  @Option(
      names = "--small-cost",
      paramLabel = "DOLLARS",
      description = "What a decision of the small router costs.")
  private Optional<BigDecimal> smallCost = Optional.empty();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "ROWS.jsonl",
      description = "Write the rows there; only its owner may read them.")
  private Path out = Path.of("");

  RouterHarvest(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Disk.mustSpare("--out", out, logs);
    logs.forEach(log -> Disk.mustExist(log, "log of decisions"));
    var price =
        new Price(teacherCost.map(RouterHarvest::money), smallCost.map(RouterHarvest::money));
    var harvest =
        Complaint.wrongIfRefused(
            () -> {
              var decisions = decisions();
              var teaching = new Cases.Teaching(Set.copyOf(teachers), metric, least, price);
              return Harvest.of(Cases.of(decisions, teaching), RouterHarvest::scrubbed);
            });
    write(harvest);
    tell(harvest);
    return Exit.OK;
  }

  /** Without a trace of private data; at the edge of the program, so it may wait. */
  private static String scrubbed(String text) {
    return Guards.redact()
        .perform(text, CallContext.detached("harvest"))
        .map(Outcome::value)
        .blockOptional()
        .orElse("");
  }

  /** Those that can be read; refused if there is none, and something else in their place. */
  private Decisions decisions() {
    var decisions = Decisions.read(logs.toArray(Path[]::new));
    var problems = decisions.problems().stream().map(Shown::safe).toList();
    if (decisions.all().isEmpty() && !problems.isEmpty()) {
      var names = logs.stream().map(Path::toString).collect(Collectors.joining(", "));
      throw Rows.refused(Shown.safe(names), problems);
    }
    problems.forEach(terminal.err()::println);
    return decisions;
  }

  private static Money money(BigDecimal dollars) {
    return new Money(dollars.movePointRight(9).longValue());
  }

  private void write(Harvest harvest) {
    try {
      harvest.write(out);
    } catch (IOException e) {
      throw Complaint.trouble("write", out, e);
    }
  }

  private void tell(Harvest harvest) {
    var to = terminal.out();
    to.println("%s: %s to fit on".formatted(out, Figures.counted(harvest.lessons().size(), "row")));
    harvest
        .leftOut()
        .forEach(
            (why, cases) -> to.println("  left out %s: %s".formatted(Figures.count(cases), why)));
    to.println("  saving, if the small router settled them: " + harvest.saving());
    to.println(
        "next: waybill router fit --train TRAIN.jsonl --train %s --out NEW.router, then promote it"
            .formatted(out));
  }
}
