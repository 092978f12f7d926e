package io.waybill.benchmarks.peers;

import static io.waybill.benchmarks.peers.ByHand.n;
import static io.waybill.benchmarks.peers.ByHand.state;
import static io.waybill.benchmarks.peers.ByHand.with;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/** The limit of one thread: functions over a map, called in a loop. */
final class Loop implements Peer {
  /** What changed, as a log: the least that a journal can keep. */
  record Change(int step, int n) {}

  private interface Step extends UnaryOperator<Map<String, Object>> {}

  private static List<Step> steps(int count, Task task) {
    return new ArrayList<>(Collections.nCopies(count, state -> with(state, task.now(n(state)))));
  }

  @Override
  public Flow chain(int steps, Task task) {
    var all = steps(steps, task);
    return n -> {
      var state = state(n);
      for (var step : all) {
        state = step.apply(state);
      }
      return n(state);
    };
  }

  @Override
  public Flow fan(int width, Task task) {
    var branches = steps(width, task);
    return n -> {
      int sum = 0;
      for (var branch : branches) {
        sum += n(branch.apply(state(n)));
      }
      return sum;
    };
  }

  @Override
  public Flow route(int branches) {
    var byLabel = new HashMap<String, Step>();
    for (int i = 0; i < branches; i++) {
      byLabel.put("b" + i, state -> with(state, 1000 + n(state)));
    }
    return n -> {
      var state = state(n);
      return n(Objects.requireNonNull(byLabel.get("b" + n(state))).apply(state));
    };
  }

  @Override
  public Talk talk() {
    return (tokens, listener) -> {
      int heard = 0;
      for (var said = new Tokens(tokens); said.hasNext(); heard++) {
        listener.accept(said.next());
      }
      return heard;
    };
  }

  @Override
  public Flow traced(int steps, Tracing tracing) {
    var chain = chain(steps, Calls.INSTANT);
    var each = steps(steps, Calls.INSTANT);
    return tracing.telemetry().<Flow>map(to -> new HandWrittenSpans(to, each)::run).orElse(chain);
  }

  /** With a log of what changed, so that it does what an engine with a journal does. */
  @Override
  public Flow carrying(int steps, int characters) {
    var all = steps(steps, Calls.INSTANT);
    var text = "x".repeat(characters);
    var log = new ArrayList<Change>();
    return n -> {
      log.clear();
      var state = state(n);
      state.put("text", text);
      for (int i = 0; i < all.size(); i++) {
        state = all.get(i).apply(state);
        log.add(new Change(i, n(state)));
      }
      return log.get(log.size() - 1).n();
    };
  }
}
