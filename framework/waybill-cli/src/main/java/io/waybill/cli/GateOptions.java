package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.routing.judge.Gates;
import io.waybill.routing.judge.Metrics;
import io.waybill.yaml.YamlException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** What the figures of a router are held against. */
final class GateOptions {
  @Option(
      names = "--gates",
      paramLabel = "GATES.yaml",
      description = "What its figures must be; one that is not met is exit code 1.")
  private Optional<Path> file = Optional.empty();

  /**
   * The gates in the file; none if there is no file.
   *
   * @param known the figures there are
   */
  Gates read(Collection<String> known) {
    if (file.isEmpty()) {
      return new Gates(Map.of());
    }
    Disk.mustExist(file.get(), "file of gates");
    try {
      return GatesFile.read(file.get(), known);
    } catch (YamlException e) {
      throw Complaint.wrong(
          e.problems().stream().map(Object::toString).collect(Collectors.joining("\n")));
    }
  }

  /**
   * Tells what is not met, or cannot be told, and how the command ends.
   *
   * @param old why figures that were kept say nothing any more
   */
  int held(Terminal terminal, Gates gates, Metrics metrics, List<String> old) {
    var problems = gates.problems(metrics);
    var missed =
        problems.isEmpty()
            ? gates.missed(metrics).stream().map(Gates.Missed::toString).toList()
            : problems;
    missed.forEach(each -> terminal.err().println("gate missed: " + each));
    old.forEach(terminal.err()::println);
    if (file.isEmpty()) {
      return Exit.OK;
    }
    if (missed.isEmpty()) {
      terminal.err().println("met: " + Figures.counted(gates.bounds().size(), "gate"));
    }
    return missed.isEmpty() && old.isEmpty() ? Exit.OK : Exit.NOT_MET;
  }
}
