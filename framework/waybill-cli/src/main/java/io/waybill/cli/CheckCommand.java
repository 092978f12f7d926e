package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.reports.Figures;
import java.nio.file.Path;
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

  @Mixin private Prices prices = new Prices();

  CheckCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var book = prices.book(environment);
    var plan = Workflow.read(file, terminal, environment);
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
    return Exit.OK;
  }

  private static String hash(Plan<?> plan) {
    try {
      return "hash " + plan.hash();
    } catch (IllegalStateException anonymous) {
      return "no hash: " + anonymous.getMessage();
    }
  }
}
