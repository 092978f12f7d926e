package io.waybill.cli;

import io.waybill.record.Json;
import io.waybill.record.WaybillJson;
import io.waybill.reports.Receipts;
import io.waybill.reports.Shown;
import io.waybill.telemetry.OtlpJson;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write it there as one HTML page that needs nothing else instead; '-' is the output.")
  private Optional<String> html = Optional.empty();

  @Option(
      names = "--json",
      description = "Print it as JSON instead: every figure whole and exact, with its sums.")
  private boolean json;

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
    html.ifPresent(place -> write(place, () -> Receipts.html(waybill)));
    otlp.ifPresent(place -> write(place, () -> OtlpJson.of(waybill) + "\n"));
    if (json) {
      terminal.out().println(Json.line(WaybillJson.of(waybill)));
    } else if (html.isEmpty() && otlp.isEmpty()) {
      terminal.out().println(Shown.safe(waybill.toString().stripTrailing()));
      changes.ifPresent(result -> terminal.out().println("\n" + Repricing.text(result)));
    }
    return Exit.OK;
  }

  private void write(String place, Supplier<String> text) {
    if (place.equals("-")) {
      terminal.out().print(text.get());
    } else {
      Disk.writePrivately(Path.of(place), text.get());
      terminal.err().println("wrote " + place);
    }
  }
}
