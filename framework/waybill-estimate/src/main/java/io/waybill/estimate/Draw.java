package io.waybill.estimate;

import static io.waybill.estimate.Turned.Which.INPUT;
import static io.waybill.estimate.Turned.Which.ROUNDS;

import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * One run as it may well go: every step begins when what it reads is there, and what takes longest
 * decides. Where runs were recorded it follows one of them, so that what belongs together in a run
 * stays together; where that run has nothing to say, others have.
 */
final class Draw {
  private final Sketch sketch;
  private final Performer performer;
  private final Chance chance;
  private final Turned turned;
  private final Recorded.@Nullable Run followed;
  private final int[] visited;
  private final int[] repeated;
  final Walked walked = new Walked();

  Draw(Sketch sketch, Till till, Chance chance, Turned turned) {
    this.sketch = sketch;
    this.chance = chance;
    this.turned = turned;
    this.performer = new Performer(till, chance, turned);
    var runs = sketch.recorded().runs();
    this.followed = runs.isEmpty() ? null : runs.get(chance.below(runs.size()));
    this.visited = new int[sketch.count()];
    this.repeated = new int[sketch.count()];
  }

  /** Goes through the plan, and says how long that took. */
  Draw run() {
    var inputs = new ArrayList<Moment>();
    for (var input : sketch.inputs()) {
      double size = input.tokens().draw(chance) * turned.of(INPUT, input.name());
      inputs.add(new Moment(0, 0, Walked.START, size, Optional.empty()));
    }
    var end = through(sketch.body(), Moment.START, inputs, List.of());
    double more = followed == null ? 0 : followed.overhead();
    walked.end(end.at() + more, end.cause(), end.failure().isPresent());
    return this;
  }

  /** The value of a body, or how and when it failed. */
  private Moment through(Stretch stretch, Moment begun, List<Moment> given, List<Moment> around) {
    var values = new ArrayList<>(Collections.nCopies(stretch.slots(), Moment.START));
    for (int slot = 0; slot < stretch.inputs(); slot++) {
      boolean own = slot < stretch.given();
      values.set(slot, own ? given.get(slot) : around.get(stretch.from(slot)));
    }
    Moment failed = null;
    for (var stop : stretch.stops()) {
      var begin = begin(stop, begun, values);
      if (stop.decision() >= 0) {
        values.set(stop.decision(), begin);
      }
      boolean over = failed != null && begin.at() >= failed.at();
      var value =
          over || begin.failure().isPresent()
              ? begin
              : stop.step().match(shapes, new At(stop, begin, values));
      values.set(stop.slot(), value);
      if (value.failure().isPresent() && (failed == null || value.at() < failed.at())) {
        failed = value;
      }
    }
    var out = begun.then(values.get(stretch.output()));
    return failed != null && failed.at() <= out.at() ? failed : out;
  }

  /** A step, when it may begin, and the values of its body. */
  private record At(Stop stop, Moment begin, List<Moment> values) {}

  private static Moment begin(Stop stop, Moment begun, List<Moment> values) {
    var begin = begun.sized(0);
    for (int slot : stop.reads()) {
      var read = values.get(slot);
      var there = stop.streams() && read.first() < read.at() ? read.fromFirst() : read;
      begin = begin.then(there).sized(begin.size() + read.size());
    }
    return begin;
  }

  private final Step.Cases<At, Moment> shapes =
      new Step.Cases<>() {
        @Override
        public Moment call(Step.Call step, At at) {
          return rescued(at, own(at));
        }

        @Override
        public Moment route(Step.Route step, At at) {
          var decided = own(at);
          if (decided.failure().isPresent()) {
            return rescued(at, decided);
          }
          at.values().set(at.stop().decision(), decided);
          var way = at.stop().way(label(at.stop()));
          return rescued(at, through(way, decided, List.of(), at.values()));
        }

        @Override
        public Moment sub(Step.Sub step, At at) {
          var given = given(step.plan(), step, at);
          return rescued(at, through(at.stop().body(), at.begin(), given, at.values()));
        }

        @Override
        public Moment each(Step.Each step, At at) {
          return items(step, at);
        }

        @Override
        public Moment loop(Step.Loop step, At at) {
          var value = at.begin();
          int turns = Math.max(1, Math.min(step.turns(), rounds(at.stop())));
          for (int turn = 0; turn < turns && value.failure().isEmpty(); turn++) {
            value = through(at.stop().body(), value, List.of(value), at.values());
          }
          return value;
        }

        @Override
        public Moment race(Step.Race step, At at) {
          return rescued(at, new Race(walked, step.finish()).of(runners(at), at.begin()));
        }
      };

  private List<Race.Runner> runners(At at) {
    var runners = new ArrayList<Race.Runner>();
    for (var runner : at.stop().ways().values()) {
      int from = walked.count();
      var end = through(runner, at.begin(), List.of(), at.values());
      runners.add(new Race.Runner(end, from, walked.count()));
    }
    return runners;
  }

  /** The call of a step, from when it may begin. */
  private Moment own(At at) {
    var stop = at.stop();
    var visit = visit(stop);
    var call = performer.perform(stop, sketch.duty(stop), at.begin().size(), visit);
    int cause = walked.add(stop.number(), at.begin(), call);
    double begun = at.begin().at();
    double first = stop.tapped() ? begun + call.first() : begun + call.seconds();
    return new Moment(begun + call.seconds(), first, cause, call.out(), call.failure());
  }

  /**
   * What the run that is followed did there, the n-th time for the n-th time; else any run. Where
   * it was cut off, it was since another had done better then, and that is followed too.
   */
  private @Nullable Visit visit(Stop stop) {
    int nth = visited[stop.number()]++;
    if (followed != null) {
      var own = followed.visits().getOrDefault(stop.path(), List.of());
      if (nth < own.size() && (!own.get(nth).dropped() || sketch.duty(stop).asRecorded())) {
        return own.get(nth);
      }
    }
    var all = sketch.recorded().visits(stop.path());
    return all.isEmpty() ? null : all.get(chance.below(all.size()));
  }

  private Moment rescued(At at, Moment value) {
    if (value.failure().isEmpty()) {
      return value;
    }
    var rescue = at.stop().rescues().get(value.failure().get());
    if (rescue == null) {
      return value;
    }
    var begun = value.good().sized(Defaults.FAILURE);
    return through(rescue, begun, List.of(begun), at.values());
  }

  /**
   * The branch that is taken: what was said, else what the run that is followed did. Of so many
   * runs as were seen, none may have taken a branch that is taken at times: each branch counts for
   * half a run more.
   */
  private String label(Stop stop) {
    var shares = sketch.shares(stop);
    var other = turned.branchOf(stop.number());
    if (other.isPresent()) {
      return chance.share() < other.get().by()
          ? other.get().name()
          : shares.without(other.get().name()).draw(chance.share());
    }
    int nth = visited[stop.number()] - 1;
    var seen =
        followed == null
            ? List.<Visit>of()
            : followed.visits().getOrDefault(stop.path(), List.of());
    boolean follows = shares.recorded() && nth < seen.size() && chance.share() >= shares.doubt();
    return follows
        ? seen.get(nth).label().filter(stop.ways()::containsKey).orElse(Choice.OTHERWISE)
        : shares.draw(chance.share());
  }

  private int rounds(Stop stop) {
    int nth = repeated[stop.number()]++;
    var seen = stop.rounds().seen();
    double by = turned.of(ROUNDS, stop.number());
    if (seen.isEmpty()) {
      double told = stop.rounds().told().map(spread -> spread.draw(chance)).orElse(1.0);
      return (int) Math.round(told * by);
    }
    var own =
        followed == null
            ? List.<Integer>of()
            : followed.rounds().getOrDefault(stop.path(), List.of());
    int count = nth < own.size() ? own.get(nth) : seen.get(chance.below(seen.size()));
    return (int) Math.round(count * by);
  }

  private static List<Moment> given(Plan<?> plan, Step.Sub step, At at) {
    var sizes = new double[plan.inputs().size()];
    int read = 0;
    for (var part : step.input().parts().entrySet()) {
      for (int i = 0; i < plan.inputs().size(); i++) {
        if (plan.inputs().get(i).id().equals(part.getKey())) {
          for (int ref = 0; ref < part.getValue().refs().size(); ref++) {
            sizes[i] += at.values().get(at.stop().reads().get(read + ref)).size();
          }
        }
      }
      read += part.getValue().refs().size();
    }
    return Arrays.stream(sizes).mapToObj(at.begin()::sized).toList();
  }

  /**
   * Goes through a list, so many items at once. Pieces of what is still being written come one
   * after the other between its first and its end.
   */
  private Moment items(Step.Each step, At at) {
    int count = Math.max(0, rounds(at.stop()));
    var reads = at.stop().reads();
    var list = reads.isEmpty() ? at.begin() : at.values().get(reads.get(0));
    boolean streamed = at.stop().streams() && list.first() < list.at();
    var end = streamed ? at.begin().then(list) : at.begin();
    var busy = new PriorityQueue<Moment>((one, other) -> Double.compare(one.at(), other.at()));
    double size = count == 0 ? 0 : at.begin().size() / count;
    double sizes = 0;
    for (int item = 0; item < count; item++) {
      var turn = busy.size() < step.atMost() ? at.begin() : busy.remove();
      var begun = streamed ? turn.then(list.piece(item, count)) : turn;
      var done = through(at.stop().body(), begun, List.of(begun.sized(size)), at.values());
      if (done.failure().isPresent()) {
        return done;
      }
      sizes += done.size();
      busy.add(done);
      end = end.then(done);
    }
    return end.sized(sizes);
  }
}
