package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.judge.Evaluated;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where an evaluation is kept, and what it hangs on beside the router. */
final class RecordOptions {
  @Option(
      names = "--record",
      paramLabel = "FILE",
      description =
          "Keep the evaluation there; as F.router.json, 'check' and --gates tell when it is old.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--workflow",
      paramLabel = "FLOW.yaml",
      description = "The workflow around the router: its models and prompts are on record too.")
  private Optional<Path> workflow = Optional.empty();

  /** What the evaluation hangs on, but for its rows. */
  List<Evaluated.Part> parts(
      Path router, Artefact artefact, Terminal terminal, Map<String, String> environment) {
    var parts = new ArrayList<>(EvaluationRecord.of(router, artefact));
    workflow.ifPresent(
        flow ->
            parts.addAll(
                EvaluationRecord.steps(Workflow.read(flow, terminal, environment), artefact)));
    return parts;
  }

  /** Complains if the record would take the place of what is read. */
  void mustSpare(List<Path> read) {
    file.ifPresent(record -> Disk.mustSpare("--record", record, read));
  }

  /** Keeps it as JSON, if it is to be kept. */
  void keep(ObjectNode evaluation, Terminal terminal) {
    file.ifPresent(
        record -> {
          Disk.write(record, Json.pretty(evaluation) + "\n");
          terminal.err().println("wrote " + record);
        });
  }

  /** Complaints that the record beside the router is old; none if another is made now. */
  List<String> old(Path router, List<Evaluated.Part> now) {
    var record = EvaluationRecord.beside(router);
    return file.isPresent()
        ? List.of()
        : EvaluationRecord.changes(record, now).stream()
            .map(change -> "%s is old: %s".formatted(record, change))
            .toList();
  }
}
