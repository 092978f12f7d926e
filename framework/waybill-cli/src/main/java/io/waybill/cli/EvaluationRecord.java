package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.ProvenanceJson;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.EvaluationJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * An evaluation that was kept beside a router: what it was made with, and so whether it still says
 * anything of the router, its encoder, and the models and prompts of the workflow around it.
 */
final class EvaluationRecord {
  private static final String STEP = "step ";

  private EvaluationRecord() {}

  /** Where the record of a router is looked for: {@code intents.router.json}. */
  static Path beside(Path router) {
    return router.resolveSibling(router.getFileName() + ".json");
  }

  /** The router and its encoder. */
  static List<Evaluated.Part> of(Path file, Artefact artefact) {
    var encoder = ProvenanceJson.read(artefact).encoder();
    return List.of(
        new Evaluated.Part(Evaluated.ROUTER, String.valueOf(file.getFileName()), artefact.digest()),
        new Evaluated.Part(Evaluated.ENCODER, encoder.name(), encoder.digest()));
  }

  /** Every step of a plan that does work, but for those that ask this router. */
  static List<Evaluated.Part> steps(Plan<?> plan, Artefact router) {
    var mark = mark(router);
    Map<String, String> steps =
        Steps.in(plan)
            .filter(Step.Working.class::isInstance)
            .map(Step.Working.class::cast)
            .filter(step -> !asks(step, mark))
            .collect(
                Collectors.toMap(
                    Step.Working::id, EvaluationRecord::known, String::concat, TreeMap::new));
    return steps.entrySet().stream()
        .map(step -> new Evaluated.Part(STEP + step.getKey(), step.getKey(), sha(step.getValue())))
        .toList();
  }

  static boolean uses(Plan<?> plan, Artefact router) {
    var mark = mark(router);
    return Steps.in(plan)
        .anyMatch(step -> step instanceof Step.Working working && asks(working, mark));
  }

  private static boolean asks(Step.Working step, String mark) {
    return step.work().info().config().toString().contains(mark);
  }

  /**
   * By what a step shows that it asks a router: one between models may be set to weigh otherwise.
   */
  private static String mark(Artefact router) {
    return router.kind().equals(GainRouter.KIND) ? GainRouter.weights(router) : router.digest();
  }

  /** What it is, what it is set to, and what it is told. */
  private static String known(Step.Working step) {
    var info = step.work().info();
    return "%s|%s|%s|%s|%s\n"
        .formatted(info.name(), info.version(), info.model(), sorted(info.config()), step.input());
  }

  private static Object sorted(Object value) {
    if (value instanceof Map<?, ?> map) {
      var sorted = new TreeMap<String, Object>();
      map.forEach((key, each) -> sorted.put(String.valueOf(key), sorted(each)));
      return sorted;
    }
    return value instanceof List<?> list
        ? list.stream().map(EvaluationRecord::sorted).toList()
        : String.valueOf(value);
  }

  /**
   * What is another by now; nothing if there is no record. Steps are compared if the record knows
   * any.
   */
  static List<Evaluated.Change> changes(Path record, List<Evaluated.Part> now) {
    if (!Files.exists(record)) {
      return List.of();
    }
    try {
      var then = EvaluationJson.evaluated(Files.readString(record));
      boolean knowsSteps = then.parts().stream().anyMatch(EvaluationRecord::isStep);
      var compared = new ArrayList<>(now);
      compared.removeIf(part -> isStep(part) && !knowsSteps);
      return then.changedTo(compared);
    } catch (IOException e) {
      throw Complaint.trouble("read", record, e);
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("record %s is no evaluation: %s".formatted(record, e.getMessage()));
    }
  }

  private static boolean isStep(Evaluated.Part part) {
    return part.role().startsWith(STEP);
  }

  private static String sha(String text) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
