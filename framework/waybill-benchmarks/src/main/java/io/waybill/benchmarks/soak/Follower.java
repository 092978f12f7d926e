package io.waybill.benchmarks.soak;

import io.waybill.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who follows the events of one run, and what is wrong with them. */
final class Follower {
  private final Trip trip;
  private final Map<String, StringBuilder> said = new HashMap<>();
  private final List<String> wrong = new ArrayList<>();
  private int seen;
  private int begun;
  private int posted;
  private boolean ended;

  Follower(Trip trip) {
    this.trip = trip;
  }

  void sees(RunEvent event) {
    if (ended) {
      wrong.add(trip + ": something happened after the end: " + event);
    }
    if (event instanceof RunEvent.Token token) {
      said.computeIfAbsent(token.path() + " " + token.attempt(), key -> new StringBuilder())
          .append(token.text());
      return;
    }
    if ((seen++ == 0) != event instanceof RunEvent.RunStarted) {
      wrong.add(trip + ": the start is not the first of its events: " + event);
    }
    begun += event instanceof RunEvent.Attempted ? 1 : 0;
    posted += event instanceof RunEvent.Posted ? 1 : 0;
    ended = event instanceof RunEvent.Ended;
    if (event instanceof RunEvent.Succeeded succeeded) {
      answered(succeeded);
    }
  }

  /** Who came late has heard the end of it. */
  private void answered(RunEvent.Succeeded event) {
    var key = event.posting().path() + " " + event.posting().attempt();
    var heard = said.remove(key);
    var value = event.outcome().value().toString();
    if (heard != null && !value.strip().endsWith(heard.toString().strip())) {
      wrong.add("%s: '%s' was heard and '%s' said".formatted(trip, heard, value));
    }
  }

  /** What was wrong, now that nothing comes any more. */
  List<String> wrong() {
    if (!ended || begun > posted) {
      wrong.add(
          "%s: a follower saw %d begin and %d posted, the end %s"
              .formatted(trip, begun, posted, ended ? "too" : "never"));
    }
    return wrong;
  }
}
