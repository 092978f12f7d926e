package io.waybill.testkit;

import io.waybill.plan.Finish;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Usage;
import io.waybill.work.Weighed;
import io.waybill.work.WorkException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may become of a race: its runners are let in one after the other, in every order. */
final class ReferenceRace {
  private final String path;
  private final Finish finish;
  private final Map<String, Told> runners;
  private final Set<Made> possible = new HashSet<>();
  private final List<Told> ways = new ArrayList<>();

  private ReferenceRace(String path, Finish finish, Map<String, Told> runners) {
    this.path = path;
    this.finish = finish;
    this.runners = runners;
    runners.values().forEach(runner -> possible.addAll(runner.possible()));
  }

  static Told of(String path, Finish finish, Map<String, Told> runners) {
    var race = new ReferenceRace(path, finish, runners);
    race.run(new LinkedHashMap<>());
    return Told.either(race.ways);
  }

  /**
   * @param ended values and failures, in the order they came
   */
  private void run(Map<String, Object> ended) {
    var result = result(ended);
    if (result != null) {
      end(result, ended.keySet());
      return;
    }
    boolean stuck = true;
    for (var runner : runners.entrySet()) {
      if (!ended.containsKey(runner.getKey())) {
        for (var end : ends(runner.getValue())) {
          stuck = false;
          var more = new LinkedHashMap<>(ended);
          more.put(runner.getKey(), end);
          run(more);
        }
      }
    }
    if (stuck) {
      end(new Told.Stuck(), ended.keySet());
    }
  }

  private void end(Told.Result result, Set<String> ended) {
    var certain = new HashSet<Made>();
    ended.forEach(label -> certain.addAll(Objects.requireNonNull(runners.get(label)).certain()));
    ways.add(new Told(result, certain, possible));
  }

  private static List<?> ends(Told runner) {
    if (runner.result() instanceof Told.Value value) {
      return List.of(value.value());
    }
    return runner.result() instanceof Told.Failed failed
        ? List.copyOf(failed.failures())
        : List.of();
  }

  /** Null as long as it is open. */
  private Told.@Nullable Result result(Map<String, Object> ended) {
    var values = new LinkedHashMap<String, Object>(ended);
    values.values().removeIf(Failure.class::isInstance);
    if (finish instanceof Finish.Quorum quorum) {
      return quorum(quorum.runners(), ended, List.copyOf(values.values()));
    }
    if (finish instanceof Finish.First && !values.isEmpty()) {
      return new Told.Value(values.values().iterator().next());
    }
    if (ended.size() < runners.size()) {
      return null;
    }
    return values.isEmpty()
        ? new Told.Failed(Set.of(failure(ended, "no runner came in")))
        : new Told.Value(heaviest(values));
  }

  private Object heaviest(Map<String, Object> values) {
    Weighed<?> heaviest = null;
    for (var label : runners.keySet()) {
      if (values.get(label) instanceof Weighed<?> weighed
          && (heaviest == null || weighed.weight() > heaviest.weight())) {
        heaviest = weighed;
      }
    }
    return Objects.requireNonNull(heaviest).value();
  }

  private Told.@Nullable Result quorum(int least, Map<String, Object> ended, List<Object> values) {
    var votes =
        new HashSet<>(values)
            .stream()
                .map(value -> Collections.frequency(values, value))
                .sorted(Collections.reverseOrder())
                .toList();
    int most = votes.isEmpty() ? 0 : votes.get(0);
    if (most >= least) {
      return new Told.Value(
          values.stream()
              .filter(value -> Collections.frequency(values, value) == most)
              .findFirst()
              .orElseThrow());
    }
    return most + runners.size() - ended.size() >= least
        ? null
        : new Told.Failed(
            Set.of(
                failure(
                    ended,
                    "no %d of %d runners agree; so often each value came: %s"
                        .formatted(least, runners.size(), votes))));
  }

  private Failure failure(Map<String, Object> ended, String missed) {
    var failures =
        runners.keySet().stream()
            .filter(label -> ended.get(label) instanceof Failure)
            .map(label -> label + ": " + said((Failure) Objects.requireNonNull(ended.get(label))))
            .collect(Collectors.joining("; "));
    var message = missed + (failures.isEmpty() ? "" : ": " + failures);
    var last =
        ended.values().stream()
            .filter(Failure.class::isInstance)
            .map(Failure.class::cast)
            .reduce((one, next) -> next);
    boolean allOut = ended.values().stream().allMatch(Failure.class::isInstance);
    return last.filter(failure -> allOut)
        .map(failure -> new Failure(path, failure.kind(), message, failure.cause()))
        .orElseGet(
            () -> Failure.at(path, new WorkException(ErrorKind.INVALID, Usage.NONE, message)));
  }

  private static String said(Failure failure) {
    return failure.kind() + ": " + failure.message();
  }
}
