package io.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.local.Encoders;
import io.waybill.record.Json;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.file.RouterFile;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.ProvenanceJson;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router inspect}: what a router file is, and where it comes from. */
@Command(
    name = "inspect",
    description = "Says what a router file holds: labels, encoder, rows, figures, promises.",
    mixinStandardHelpOptions = true)
final class RouterInspect implements Callable<Integer> {
  private static final int LABELS = 12;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "F.router", description = "What 'router fit' wrote.")
  private Path file = Path.of("");

  @Option(names = "--json", description = "Print one JSON object, all of it but weights.")
  private boolean json;

  RouterInspect(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Disk.mustExist(file, "router file");
    var artefact = Complaint.wrongIfRefused(() -> Artefact.read(file));
    if (json) {
      terminal.out().println(Json.pretty(object(artefact)));
    } else {
      lines(artefact).forEach(line -> terminal.out().println(Shown.safe(line)));
    }
    return usable() ? Exit.OK : Exit.WRONG;
  }

  /** Whether it fits the encoders that are here; if not, says so. */
  private boolean usable() {
    try {
      RouterFile.read(file, Encoders::named);
      return true;
    } catch (IllegalArgumentException e) {
      terminal.err().println(e.getMessage());
      return false;
    }
  }

  private ObjectNode object(Artefact artefact) {
    var object = Artefact.object();
    object.put("file", file.toString());
    object.put("kind", artefact.kind());
    object.put("bytes", bytes(artefact));
    object.put("digest", artefact.digest());
    artefact.content().properties().stream()
        .filter(
            field ->
                !List.of("mean", "factor", "seen", "labels", "targets").contains(field.getKey()))
        .forEach(field -> object.set(field.getKey(), field.getValue()));
    var targets = Artefact.object();
    artefact
        .content()
        .path("targets")
        .properties()
        .forEach(
            target ->
                targets
                    .putObject(target.getKey())
                    .put("model", target.getValue().path("model").asText())
                    .put("field", target.getValue().path("field").asText())
                    .put("writes", target.getValue().path("writes").longValue()));
    if (!targets.isEmpty()) {
      object.set("targets", targets);
    }
    object.put("seen", ProvenanceJson.read(artefact).seen().size());
    var labels = object.putArray("labels");
    labels(artefact).forEach(labels::add);
    return object;
  }

  private List<String> lines(Artefact artefact) {
    var content = artefact.content();
    var from = ProvenanceJson.read(artefact);
    var lines = new ArrayList<String>();
    lines.add(
        "%s: a router of kind '%s', %s, %s"
            .formatted(
                file, artefact.kind(), FittedLines.size(bytes(artefact)), artefact.digest()));
    lines.add(line("fitted", "%s, seed %d".formatted(from.date(), from.seed())));
    for (var source : from.sources()) {
      lines.add(line(source.role(), "%s, %s".formatted(FittedLines.told(source), source.digest())));
    }
    var encoder = from.encoder();
    lines.add(
        line(
            "encoder",
            "%s, %d dimensions, %s"
                .formatted(encoder.name(), encoder.dimensions(), encoder.digest())));
    lines.add(line("labels", shown(labels(artefact))));
    content
        .path("targets")
        .properties()
        .forEach(target -> lines.add(line(target.getKey(), told(target.getValue()))));
    if (content.has("out_of_scope")) {
      lines.add(
          line(
              "not labels",
              "'%s' says that a row belongs to none"
                  .formatted(content.path("out_of_scope").asText())));
    }
    lines.add(line("reached", FittedLines.reached(figures(content.path("figures")))));
    if (content.has("gate")) {
      lines.add(
          line(
              "gate",
              "out of scope below %s".formatted(content.path("gate").path("threshold").asText())));
    }
    if (artefact.kind().equals("head")) {
      lines.add(
          line("promise", content.has("promised") ? promise(content.path("promised")) : "none"));
    }
    content.path("promises").forEach(each -> lines.add(line("could keep", promise(each))));
    return lines;
  }

  private static String told(JsonNode target) {
    long writes = target.path("writes").longValue();
    return "%s, right where the field '%s' says so%s"
        .formatted(
            target.path("model").asText(),
            target.path("field").asText(),
            writes == 0 ? "" : "; %s an answer".formatted(Figures.counted(writes, "token")));
  }

  private static String line(String what, String said) {
    return FittedLines.line(what, said);
  }

  private static long bytes(Artefact artefact) {
    return artefact.text().getBytes(StandardCharsets.UTF_8).length;
  }

  private static List<String> labels(Artefact artefact) {
    var labels = new ArrayList<String>();
    artefact.content().path("labels").fieldNames().forEachRemaining(labels::add);
    artefact.content().path("targets").fieldNames().forEachRemaining(labels::add);
    return labels;
  }

  private static String shown(List<String> labels) {
    int more = labels.size() - LABELS;
    return "%d: %s%s"
        .formatted(
            labels.size(),
            labels.stream().limit(LABELS).collect(Collectors.joining(", ")),
            more > 0 ? " and %s more; --json has all".formatted(Figures.count(more)) : "");
  }

  private static Map<String, Double> figures(JsonNode written) {
    var figures = new LinkedHashMap<String, Double>();
    written
        .properties()
        .forEach(figure -> figures.put(figure.getKey(), figure.getValue().doubleValue()));
    return figures;
  }

  private static String promise(JsonNode promise) {
    return "%s right of what it decides in scope: from confidence %.4f on, which was %s of %s"
        .formatted(
            FittedLines.percent(promise.path("precision").doubleValue()),
            promise.path("threshold").doubleValue(),
            FittedLines.percent(promise.path("coverage").doubleValue()),
            Figures.counted(promise.path("rows").longValue(), "row"));
  }
}
