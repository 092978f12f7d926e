package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Shadow;
import io.waybill.work.Score;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads logs of decisions and joins what belongs together, in whatever order it was written. */
final class LogReading {
  private final Map<DecisionId, Decision> decisions = new LinkedHashMap<>();
  private final Map<DecisionId, Map<String, Score>> scores = new LinkedHashMap<>();
  private final Map<DecisionId, Shadow> shadows = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  void read(Path file) {
    JsonLines.each(file, this::take, problems);
  }

  Decisions decisions() {
    var all =
        decisions.values().stream()
            .map(
                decision ->
                    new Decision(
                        decision.id(),
                        decision.said(),
                        decision.text(),
                        decision.arm(),
                        scores.getOrDefault(decision.id(), Map.of()),
                        Optional.ofNullable(shadows.get(decision.id()))))
            .toList();
    var orphans = new ArrayList<Decisions.Orphan>();
    scores.forEach(
        (id, found) -> {
          if (!decisions.containsKey(id)) {
            found.values().forEach(score -> orphans.add(new Decisions.Orphan(id, score)));
          }
        });
    return new Decisions(all, orphans, problems);
  }

  private void take(ObjectNode line) {
    var id = Entries.id(line);
    switch (Entries.text(line, Entries.KIND)) {
      case Entries.DECISION -> {
        var decision =
            new Decision(
                id,
                Entries.said(line),
                line.path(Entries.TEXT).asText(),
                Entries.arm(line),
                Map.of(),
                Optional.empty());
        decisions.remove(id); // a step that was tried again decided anew, and later
        decisions.put(id, decision);
      }
      case Entries.OUTCOME -> {
        var score = Entries.score(line);
        scores.computeIfAbsent(id, fresh -> new LinkedHashMap<>()).put(score.metric(), score);
      }
      case Entries.SHADOW ->
          shadows.put(
              id, line.has(Entries.WHY) ? Entries.silent(line) : new Answered(Entries.said(line)));
      default ->
          throw new IllegalArgumentException(
              "is of a kind that this Waybill does not know: " + Entries.text(line, Entries.KIND));
    }
  }
}
