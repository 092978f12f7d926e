package io.waybill.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code waybill prices}: what things cost, and where that is from. */
@Command(
    name = "prices",
    description = "Shows what models and machines cost, and reads price lists.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class PricesCommand implements Callable<Integer> {
  private final Terminal terminal;

  private PricesCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  static CommandLine of(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new PricesCommand(terminal))
        .addSubcommand(new PricesList(terminal, environment))
        .addSubcommand(new PricesFind(terminal, environment))
        .addSubcommand(new PricesImport(terminal))
        .addSubcommand(new PricesCheck(terminal))
        .addSubcommand(new CommandLine.HelpCommand());
  }

  @Override
  public Integer call() {
    terminal.err().println("Say what of prices: list, find, import or check.");
    return Exit.WRONG;
  }
}
