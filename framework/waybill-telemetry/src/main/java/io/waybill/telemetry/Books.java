package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A waybill to look things up in by path. */
final class Books {
  final Waybill waybill;
  final Timing timing;

  /** The paths of the lines on the critical path, in order. */
  final List<String> critical = new ArrayList<>();

  private final Map<Shape, Map<String, String>> groups = new EnumMap<>(Shape.class);
  private final Map<String, List<Waybill.Scored>> scores = new HashMap<>();

  Books(Waybill waybill) {
    this.waybill = waybill;
    this.timing = waybill.timing();
    for (var line : timing.lines()) {
      if (line.critical()) {
        critical.add(line.path());
      }
    }
    for (var group : waybill.groups()) {
      groups
          .computeIfAbsent(group.shape(), shape -> new HashMap<>())
          .put(group.path(), group.name());
    }
    for (var scored : waybill.scores()) {
      scores.computeIfAbsent(scored.path(), path -> new ArrayList<>()).add(scored);
    }
  }

  /** Tells each step what the waybill has of it; not all lines were timed, but in their order. */
  void tell(Tree tree) {
    int next = 0;
    for (var line : waybill.lines()) {
      boolean isTimed =
          next < timing.lines().size() && timing.lines().get(next).path().equals(line.path());
      var timed = isTimed ? timing.lines().get(next++) : null;
      var step = tree.step(line.path());
      if (step != null) {
        step.line = line;
        step.timed = timed;
      }
    }
  }

  /** The attempts in a body; its path ends with a slash. */
  List<Posting> inside(String body) {
    return waybill.ledger().postings().stream()
        .filter(posting -> posting.scope().startsWith(body))
        .toList();
  }

  /** The name of a group; null if there is none of that shape. */
  @Nullable String group(Shape shape, String path) {
    return groups.getOrDefault(shape, Map.of()).get(path);
  }

  /** Those of a step; of the run as a whole if the path is empty. */
  List<Waybill.Scored> scores(String path) {
    return scores.getOrDefault(path, List.of());
  }

  /** Whether the run failed at a step inside, or at what holds the steps. */
  boolean failedIn(String path) {
    return waybill.status() == Waybill.Status.FAILED
        && waybill
            .failure()
            .filter(why -> why.path().equals(path) || why.path().startsWith(path + "/"))
            .isPresent();
  }
}
