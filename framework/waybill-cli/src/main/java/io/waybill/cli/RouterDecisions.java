package io.waybill.cli;

import io.waybill.local.Encoders;
import io.waybill.record.Json;
import io.waybill.reports.Shown;
import io.waybill.reports.TextPage;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.feedback.Shift;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router decisions}: what became of decisions that were kept, added up. */
@Command(
    name = "decisions",
    description =
        "Adds up decisions that were kept: how many, how good, how often each router abstained or"
            + " agreed with its shadow, and whether it decides otherwise lately.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RouterDecisions implements Callable<Integer> {
  private static final int WINDOW = 500;

  private final Terminal terminal;
  private final Interrupt interrupt;

  @Parameters(
      arity = "1..*",
      paramLabel = "DECISIONS.jsonl",
      description = "Logs of decisions, the oldest first.")
  private List<Path> logs = List.of();

  @Option(
      names = "--window",
      paramLabel = "N",
      description =
          "Hold the last N decisions of a router against its first N; by default 500, of fewer than"
              + " twice as many one half against the other.")
  private int window = WINDOW;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  RouterDecisions(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    if (window < 1) {
      throw Complaint.wrong("--window takes 1 or more, found " + window);
    }
    logs.forEach(log -> Disk.mustExist(log, "log of decisions"));
    var decisions = Complaint.wrongIfRefused(() -> Decisions.read(logs.toArray(Path[]::new)));
    decisions.problems().forEach(each -> terminal.err().println(Shown.safe(each)));
    var summed = RouterSum.of(decisions, window, this::shift);
    if (json) {
      terminal.out().println(Json.pretty(DecisionsJson.of(decisions, summed)));
    } else {
      terminal.out().println(TextPage.of(DecisionsPage.of(decisions, summed)).stripTrailing());
    }
    return Exit.OK;
  }

  private Optional<Shift> shift(List<String> before, List<String> lately) {
    return interrupt.await(Shift.of(before, lately, Encoders.minilm()));
  }
}
