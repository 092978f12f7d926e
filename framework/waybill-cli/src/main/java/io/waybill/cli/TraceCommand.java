package io.waybill.cli;

import io.waybill.telemetry.OtlpJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill trace}: the receipt of a run that was kept. */
@Command(
    name = "trace",
    description = "Prints the receipt of a run that 'waybill run --out' kept.",
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "RUNFILE", description = "A file that --out wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--otlp",
      paramLabel = "FILE",
      description =
          "Write it there as OpenTelemetry's JSON instead, which Jaeger's upload takes; '-' is the"
              + " output.")
  private Optional<String> otlp = Optional.empty();

  @Mixin private Repricing repricing = new Repricing();

  TraceCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var rerating = repricing.rerating(environment);
    var waybill = rerating.of(RunFile.read(file));
    var changes = Repricing.changes(rerating);
    if (otlp.isEmpty()) {
      terminal.out().println(waybill.toString().stripTrailing());
      changes.ifPresent(result -> terminal.out().println("\n" + Repricing.text(result)));
    } else if (otlp.get().equals("-")) {
      terminal.out().println(OtlpJson.of(waybill));
    } else {
      Disk.writePrivately(Path.of(otlp.get()), OtlpJson.of(waybill) + "\n");
      terminal.err().println("wrote " + otlp.get());
    }
    return Exit.OK;
  }
}
