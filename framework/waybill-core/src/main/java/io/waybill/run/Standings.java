package io.waybill.run;

import io.waybill.plan.Finish;
import io.waybill.plan.Step;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Usage;
import io.waybill.work.Weighed;
import io.waybill.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How a race stands: who has come in, and with what; who is out, and why. */
final class Standings {
  private static final Winner WINNER = new Winner();
  private static final Missed MISSED = new Missed();

  private final RunState state;
  private final Visit race;
  private final Finish finish;

  /** In the order they are written. */
  final List<Frame> runners = new ArrayList<>();

  /** In the order they came in. */
  private final Map<Frame, Object> in = new LinkedHashMap<>();

  /** In the order they dropped out. */
  private final Map<Frame, Failure> out = new LinkedHashMap<>();

  private @Nullable Failure last;

  Standings(RunState state, Visit race, Step.Race step) {
    this.state = state;
    this.race = race;
    this.finish = step.finish();
    step.runners()
        .keySet()
        .forEach(label -> runners.add(new Frame(race.node.branch(label), race, -1)));
  }

  /** A runner has its output. */
  void comesIn(Frame runner) {
    var value = runner.outcome();
    if (finish instanceof Finish.Best && !(value instanceof Weighed)) {
      throw new WorkException(
          ErrorKind.INVALID,
          Usage.NONE,
          "its runner '%s' must answer a Weighed and answered a %s"
              .formatted(label(runner), value.getClass().getSimpleName()));
    }
    in.put(runner, value);
  }

  /** A runner has failed for good. */
  void dropsOut(Frame runner, Failure why) {
    out.put(runner, why);
    last = why;
  }

  /** The value of the race; {@link ComeBack#GOES_ON} as long as nobody has won. */
  Object settled() {
    var won = finish.match(WINNER, this);
    if (won.isEmpty()) {
      return ComeBack.GOES_ON;
    }
    var winner = won.get();
    for (var runner : runners) {
      runner.beaten |= !runner.closed;
    }
    stop();
    var by = runners.stream().filter(runner -> counts(runner, winner)).map(Standings::label);
    race.frame.host.won(race, new Won(label(winner), by.toList()));
    return value(winner);
  }

  /** Nobody waits for its runners any more. */
  void stop() {
    runners.stream().filter(runner -> !runner.closed).forEach(state::abandon);
  }

  /** What the race fails with; null as long as it can be won. */
  @Nullable Failure failure() {
    var missed = finish.match(MISSED, this);
    return missed.isEmpty() ? null : failure(missed.get());
  }

  private Failure failure(String missed) {
    var failures =
        runners.stream()
            .filter(out::containsKey)
            .map(runner -> label(runner) + ": " + said(Objects.requireNonNull(out.get(runner))))
            .collect(Collectors.joining("; "));
    var message = missed + (failures.isEmpty() ? "" : ": " + failures);
    return in.isEmpty() && last != null
        ? new Failure(race.path(), last.kind(), message, last.cause())
        : Failure.at(race.path(), new WorkException(ErrorKind.INVALID, Usage.NONE, message));
  }

  private static String said(Failure failure) {
    return failure.kind() + ": " + failure.message();
  }

  private static String label(Frame runner) {
    return runner.wiring.mark().substring(1);
  }

  private Object value(Frame runner) {
    var value = Objects.requireNonNull(in.get(runner));
    return value instanceof Weighed<?> weighed && finish instanceof Finish.Best
        ? weighed.value()
        : value;
  }

  private double weight(Frame runner) {
    return ((Weighed<?>) Objects.requireNonNull(in.get(runner))).weight();
  }

  /** Whether the race had to wait for a runner. */
  private boolean counts(Frame runner, Frame winner) {
    return finish instanceof Finish.Best
        || runner.equals(winner)
        || (finish instanceof Finish.Quorum && in.containsKey(runner) && agree(runner, winner));
  }

  private boolean agree(Frame one, Frame other) {
    return Objects.equals(in.get(one), in.get(other));
  }

  private int underWay() {
    return runners.size() - in.size() - out.size();
  }

  /** How often each value came in, the most frequent first. */
  private List<Long> votes() {
    return in.values().stream()
        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
        .values()
        .stream()
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** Who has won; empty if that is open. */
  private static final class Winner implements Finish.Cases<Standings, Optional<Frame>> {
    @Override
    public Optional<Frame> first(Finish.First first, Standings race) {
      return race.in.keySet().stream().findFirst();
    }

    @Override
    public Optional<Frame> quorum(Finish.Quorum quorum, Standings race) {
      return race.in.keySet().stream()
          .filter(one -> count(race, one) >= quorum.runners())
          .reduce((earlier, later) -> later);
    }

    private static long count(Standings race, Frame one) {
      return race.in.keySet().stream().filter(other -> race.agree(one, other)).count();
    }

    @Override
    public Optional<Frame> best(Finish.Best best, Standings race) {
      return race.underWay() > 0
          ? Optional.empty()
          : race.runners.stream()
              .filter(race.in::containsKey)
              .reduce((one, next) -> race.weight(next) > race.weight(one) ? next : one);
    }
  }

  /** What to say of a race that cannot be won any more; empty if it can. */
  private static final class Missed implements Finish.Cases<Standings, Optional<String>> {
    @Override
    public Optional<String> first(Finish.First first, Standings race) {
      return nobody(race);
    }

    @Override
    public Optional<String> quorum(Finish.Quorum quorum, Standings race) {
      var votes = race.votes();
      long most = votes.isEmpty() ? 0 : votes.get(0);
      return most + race.underWay() >= quorum.runners()
          ? Optional.empty()
          : Optional.of(
              "no %d of %d runners agree; so often each value came: %s"
                  .formatted(quorum.runners(), race.runners.size(), votes));
    }

    @Override
    public Optional<String> best(Finish.Best best, Standings race) {
      return nobody(race);
    }

    private static Optional<String> nobody(Standings race) {
      return race.out.size() < race.runners.size()
          ? Optional.empty()
          : Optional.of("no runner came in");
    }
  }
}
