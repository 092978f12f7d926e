package io.waybill.cli;

import io.waybill.reports.PlanSvg;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill graph}: a workflow as a picture. */
@Command(
    name = "graph",
    description = "Draws a workflow: as Mermaid on the output, or as an SVG file.",
    mixinStandardHelpOptions = true)
final class GraphCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "FILE", description = "The workflow, a YAML file.")
  private Path file = Path.of("");

  @Option(names = "--svg", paramLabel = "FILE", description = "Write an SVG picture there instead.")
  private Optional<Path> svg = Optional.empty();

  @Mixin private Prices prices = new Prices();

  GraphCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var plan = Workflow.read(file, terminal, environment, prices);
    svg.ifPresentOrElse(
        picture -> {
          Disk.write(picture, PlanSvg.of(plan));
          terminal.err().println("wrote " + picture);
        },
        () -> terminal.out().println(plan.mermaid().stripTrailing()));
    return Exit.OK;
  }
}
