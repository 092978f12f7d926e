package io.waybill.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code waybill router}: routers that are fitted to examples, judged, and asked. */
@Command(
    name = "router",
    description = "Fits routers to examples, and says how good they are.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class RouterCommand implements Callable<Integer> {
  private final Terminal terminal;

  private RouterCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine of(Terminal terminal, Interrupt interrupt, Map<String, String> environment) {
    return new CommandLine(new RouterCommand(terminal))
        .addSubcommand(new RouterFit(terminal, interrupt))
        .addSubcommand(new RouterEvaluate(terminal, interrupt, environment))
        .addSubcommand(new RouterInspect(terminal))
        .addSubcommand(new RouterCompare(terminal, interrupt))
        .addSubcommand(new RouterPromote(terminal, interrupt))
        .addSubcommand(new RouterOutcome(terminal))
        .addSubcommand(new RouterDecisions(terminal, interrupt))
        .addSubcommand(new RouterHarvest(terminal))
        .addSubcommand(new RouterAsk(terminal, interrupt, environment))
        .addSubcommand(new CommandLine.HelpCommand());
  }

  @Override
  public Integer call() {
    terminal
        .err()
        .println(
            "Say what of routers: fit, evaluate, inspect, compare, promote, outcome, decisions,"
                + " harvest or ask.");
    return Exit.WRONG;
  }
}
