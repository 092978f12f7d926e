package io.waybill.benchmarks.peers;

import static io.waybill.benchmarks.peers.ByHand.n;
import static io.waybill.benchmarks.peers.ByHand.state;
import static io.waybill.benchmarks.peers.ByHand.with;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The limit of reactive code: {@code flatMap} and {@code zip}, put together once and subscribed to
 * for each run.
 */
final class OnReactor implements Peer {
  private static final Scheduler EACH = Schedulers.fromExecutorService(Threads.EACH);

  /** One run after another, each from its {@code n} in the context. */
  private record Assembled(Mono<Map<String, Object>> run) implements Flow {
    @Override
    public int run(int n) {
      return n(Objects.requireNonNull(from(n).block()));
    }

    @Override
    public CompletableFuture<Integer> start(int n) {
      return from(n).map(ByHand::n).toFuture();
    }

    private Mono<Map<String, Object>> from(int n) {
      return run.contextWrite(context -> context.put(ByHand.N, n));
    }
  }

  private static Mono<Map<String, Object>> seed() {
    return Mono.deferContextual(context -> Mono.just(state(context.<Integer>get(ByHand.N))));
  }

  private static Mono<Map<String, Object>> step(Map<String, Object> state, Task task) {
    return task.asynchronous()
        ? Mono.fromFuture(task.later(n(state))).map(n -> with(state, n))
        : Mono.just(with(state, task.now(n(state))));
  }

  /** On a thread of its own if it holds one. */
  private static Mono<Map<String, Object>> branch(Mono<Map<String, Object>> branch, Task task) {
    return task.blocking() ? branch.subscribeOn(EACH) : branch;
  }

  private static Mono<Map<String, Object>> line(
      Mono<Map<String, Object>> from, int steps, Task task) {
    var line = from;
    for (int i = 0; i < steps; i++) {
      line = line.flatMap(state -> step(state, task));
    }
    return line;
  }

  @Override
  public Flow chain(int steps, Task task) {
    return new Assembled(line(seed(), steps, task));
  }

  private static Mono<Map<String, Object>> split(Map<String, Object> state, int width, Task task) {
    int n = n(state);
    var branches = new ArrayList<Mono<Map<String, Object>>>(width);
    for (int i = 0; i < width; i++) {
      branches.add(branch(Mono.defer(() -> step(state(n), task)), task));
    }
    return Mono.zip(branches, ends -> with(state, sum(ends)));
  }

  @SuppressWarnings("unchecked") // zip gives what its branches end with
  private static int sum(Object[] ends) {
    int sum = 0;
    for (var end : ends) {
      sum += n((Map<String, Object>) end);
    }
    return sum;
  }

  @Override
  public Flow fan(int width, Task task) {
    return new Assembled(seed().flatMap(state -> split(state, width, task)));
  }

  @Override
  public Flow diamond(Task task) {
    var joined = line(seed(), 1, task).flatMap(state -> split(state, 3, task));
    return new Assembled(line(joined, 3, task));
  }

  @Override
  public Flow skewed(Task brief, Task lengthy) {
    return new Assembled(
        seed()
            .flatMap(
                state -> {
                  var one = pair(n(state), brief, lengthy);
                  var other = pair(n(state), lengthy, brief);
                  return Mono.zip(List.of(one, other), ends -> with(state, sum(ends)));
                }));
  }

  private static Mono<Map<String, Object>> pair(int n, Task first, Task second) {
    var both = Mono.defer(() -> step(state(n), first)).flatMap(state -> step(state, second));
    return branch(both, first);
  }

  @Override
  public Flow route(int branches) {
    var byLabel = new HashMap<String, Task>();
    for (int i = 0; i < branches; i++) {
      byLabel.put("b" + i, Calls.ADD_THOUSAND);
    }
    return new Assembled(
        seed()
            .flatMap(
                state ->
                    Mono.just("b" + n(state))
                        .flatMap(
                            label -> step(state, Objects.requireNonNull(byLabel.get(label))))));
  }

  @Override
  public Talk talk() {
    return (tokens, listener) -> {
      var heard = Flux.<String>fromIterable(() -> new Tokens(tokens)).doOnNext(listener).count();
      return Objects.requireNonNull(heard.block()).intValue();
    };
  }
}
