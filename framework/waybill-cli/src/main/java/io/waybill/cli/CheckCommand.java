package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.reports.Figures;
import io.waybill.routing.fit.Artefact;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill check}: everything that is wrong with a workflow, without running any of it. */
@Command(
    name = "check",
    description =
        "Says everything that is wrong with a workflow, or that nothing is. Runs nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "FILE", description = "The workflow, a YAML file.")
  private Path file = Path.of("");

  @Option(
      names = {"-v", "--verbose"},
      description = "Say too how every step is protected, and what may not be what was meant.")
  private boolean verbose;

  @Option(
      names = "--strict",
      description =
          "An evaluation beside a router that is older than what it judged is exit code 1.")
  private boolean strict;

  @Mixin private Prices prices = new Prices();

  CheckCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var book = prices.book(environment);
    var plan = Workflow.read(file, terminal, environment, prices);
    terminal
        .out()
        .println(
            "ok: plan %s, %s, %s"
                .formatted(
                    plan.name(), Figures.counted(Steps.in(plan).count(), "step"), hash(plan)));
    if (verbose) {
      var bounds = Bounds.of(new Allowance(), book);
      Surroundings.titled(terminal.out(), "policies:", Policies.lines(plan, bounds.protect()));
      Surroundings.titled(terminal.out(), "hints:", Hints.of(plan, bounds));
    }
    var old = old(plan);
    old.forEach(terminal.err()::println);
    return strict && !old.isEmpty() ? Exit.NOT_MET : Exit.OK;
  }

  /** What evaluations beside the workflow say nothing of any more, by what changed since. */
  private List<String> old(Plan<?> plan) {
    var old = new ArrayList<String>();
    for (var router : Disk.beside(file, ".router")) {
      var record = EvaluationRecord.beside(router);
      if (Files.exists(record)) {
        var artefact = Complaint.wrongIfRefused(() -> Artefact.read(router));
        if (EvaluationRecord.uses(plan, artefact)) {
          var now = new ArrayList<>(EvaluationRecord.of(router, artefact));
          now.addAll(EvaluationRecord.steps(plan, artefact));
          EvaluationRecord.changes(record, now)
              .forEach(
                  change ->
                      old.add(
                          "%s is old: %s. Judge it again: waybill router evaluate %s --record %s --workflow %s --test FILE"
                              .formatted(record, change, router, record, file)));
        }
      }
    }
    return old;
  }

  private static String hash(Plan<?> plan) {
    try {
      return "hash " + plan.hash();
    } catch (IllegalStateException anonymous) {
      return "no hash: " + anonymous.getMessage();
    }
  }
}
