package io.waybill.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill trace}: the receipt of a run that was kept. */
@Command(
    name = "trace",
    description = "Prints the receipt of a run that 'waybill run --out' kept.",
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "RUNFILE", description = "A file that --out wrote.")
  private Path file = Path.of("");

  TraceCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    terminal.out().println(RunFile.read(file).toString().stripTrailing());
    return Exit.OK;
  }
}
