package io.waybill.testkit;

import static io.waybill.testkit.Trials.THOUSAND;
import static io.waybill.testkit.Trials.scripted;

import io.waybill.dsl.Flow;
import io.waybill.plan.Ref;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;

/** Who runs in the races that engines are tried with. */
final class Runners {
  private Runners() {}

  /** Answers a number for a thousandth of a dollar, after so many milliseconds. */
  static ScriptedWork<Long, Long> after(VirtualTime time, long millis, long value) {
    return says(time, Reply.of(value).using(THOUSAND).after(Duration.ofMillis(millis)));
  }

  /** Fails after so many milliseconds. */
  static ScriptedWork<Long, Long> failing(VirtualTime time, long millis, ErrorKind kind) {
    return says(
        time, Reply.<Long>failed(kind, "no").using(THOUSAND).after(Duration.ofMillis(millis)));
  }

  static ScriptedWork<Long, Long> says(VirtualTime time, Reply<Long> reply) {
    return scripted("runner").says(reply).on(time.scheduler());
  }

  static Flow.Runners<Long> race(Flow flow, Ref<Long> n, List<? extends Work<Long, Long>> runners) {
    var names = List.of("a", "b", "c", "d");
    var race = flow.race("race").run("a", runner -> runner.call("ask", n, runners.get(0)));
    for (int i = 1; i < runners.size(); i++) {
      var work = runners.get(i);
      race = race.run(names.get(i), runner -> runner.call("ask", n, work));
    }
    return race;
  }
}
