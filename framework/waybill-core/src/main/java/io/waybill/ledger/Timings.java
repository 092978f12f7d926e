package io.waybill.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Works out where the time of a run went: two passes over its lines and what they waited for. */
final class Timings {
  private Timings() {}

  static Timing of(Waybill waybill) {
    long work = 0;
    long queue = 0;
    var busy = new Intervals(waybill.lines().size());
    var active = new Intervals(waybill.lines().size());
    for (var line : waybill.lines()) {
      if (!line.inner() && !line.attempts().isEmpty()) {
        var spent = Spent.on(line.attempts());
        active.add(spent.ready(), spent.ended());
        for (var attempt : line.attempts()) {
          long service = attempt.parts().service();
          busy.add(attempt.ended() - service, attempt.ended());
          work += service;
        }
        queue += spent.queue();
      }
    }
    var nodes = Graph.of(waybill.lines());
    var longest = new LongestPath(nodes, Graph.Node::span);
    return new Timing(
        waybill.wall(),
        Duration.ofNanos(work),
        Duration.ofNanos(busy.measure()),
        Duration.ofNanos(queue),
        waybill.wall().minusNanos(active.measure()),
        Duration.ofNanos(longest.length()),
        Duration.ofNanos(new LongestPath(nodes, Graph.Node::unqueued).length()),
        lines(waybill.lines(), nodes, longest));
  }

  private static List<Timing.OfLine> lines(
      List<Waybill.Line> lines, List<Graph.Node> nodes, LongestPath longest) {
    var path = longest.nodes();
    var without = Detours.around(nodes, longest, path);
    var placeOnPath = new int[nodes.size()];
    for (int k = 0; k < path.size(); k++) {
      placeOnPath[path.get(k)] = k + 1;
    }
    var timed = new ArrayList<Timing.OfLine>();
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).line >= 0) {
        var parts = Parted.at(nodes, i);
        boolean critical = placeOnPath[i] > 0;
        long around = critical ? without[placeOnPath[i] - 1] : longest.length();
        timed.add(
            new Timing.OfLine(
                lines.get(nodes.get(i).line).path(),
                critical,
                Duration.ofNanos(parts.sum(node -> !critical || placeOnPath[node] > 0)),
                Duration.ofNanos(parts.service()),
                Duration.ofNanos(longest.slack(i)),
                Duration.ofNanos(parts.drag(longest, around)),
                Duration.ofNanos(parts.overlapped())));
        i = parts.last();
      }
    }
    return timed;
  }
}
