package io.waybill.telemetry;

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

  /** The critical path, in order. */
  final List<Timing.OfLine> critical;

  private final Map<String, Waybill.Line> lines = new HashMap<>();
  private final Map<String, Timing.OfLine> timed = new HashMap<>();
  private final Map<Shape, Map<String, String>> groups = new EnumMap<>(Shape.class);
  private final Map<String, List<Waybill.Scored>> scores = new HashMap<>();

  Books(Waybill waybill) {
    this.waybill = waybill;
    this.timing = waybill.timing();
    this.critical = timing.lines().stream().filter(Timing.OfLine::critical).toList();
    waybill.lines().forEach(line -> lines.put(line.path(), line));
    timing.lines().forEach(line -> timed.put(line.path(), line));
    for (var group : waybill.groups()) {
      groups
          .computeIfAbsent(group.shape(), shape -> new HashMap<>())
          .put(group.path(), group.name());
    }
    for (var scored : waybill.scores()) {
      scores.computeIfAbsent(scored.path(), path -> new ArrayList<>()).add(scored);
    }
  }

  Waybill.@Nullable Line line(String path) {
    return lines.get(path);
  }

  Timing.@Nullable OfLine timed(String path) {
    return timed.get(path);
  }

  boolean isCritical(String path) {
    var line = timed.get(path);
    return line != null && line.critical();
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
