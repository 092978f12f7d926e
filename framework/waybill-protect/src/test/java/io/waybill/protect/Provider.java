package io.waybill.protect;

import io.waybill.testkit.VirtualTime;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import reactor.core.publisher.Mono;

/** A simulated provider on virtual time: it knows when it was asked, and keeps its own bill. */
final class Provider implements Work<Long, Long> {
  static final int READ = 500;

  /**
   * What it does with one request.
   *
   * @param first until its first token, or until it fails
   * @param tokens that it writes, 10 ms each
   * @param error how it fails; empty if it does not
   */
  record Doing(Duration first, int tokens, List<WorkException> error) {
    static Doing answering(Duration first, int tokens) {
      return new Doing(first, tokens, List.of());
    }

    static Doing failing(ErrorKind kind, Duration retryAfter) {
      var error = new WorkException(kind, Usage.NONE, "busy", null, retryAfter);
      return new Doing(Duration.ofMillis(50), 0, List.of(error));
    }
  }

  private final WorkInfo info;
  private final VirtualTime time;
  private final IntFunction<Doing> doing;

  /** When each request came. */
  final List<Duration> asked = new ArrayList<>();

  int inside;
  int most;
  long read;
  long written;

  Provider(VirtualTime time, String model, IntFunction<Doing> doing) {
    this.time = time;
    this.doing = doing;
    this.info =
        WorkInfo.named("chat.text")
            .model(model)
            .config(Map.of("provider", "maker", "model", model))
            .location(WorkInfo.Location.EXTERNAL)
            .types(Long.class, Long.class)
            .build();
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Long>> perform(Long input, CallContext call) {
    return Mono.defer(
        () -> {
          asked.add(time.passed());
          most = Math.max(most, ++inside);
          return answer(input, doing.apply(asked.size()), call).doFinally(end -> inside--);
        });
  }

  private Mono<Outcome<Long>> answer(Long input, Doing what, CallContext call) {
    var first = Mono.delay(what.first(), time.scheduler());
    if (!what.error().isEmpty()) {
      return first.then(Mono.error(what.error().get(0)));
    }
    long[] since = {-1};
    return first
        .doOnNext(
            now -> {
              since[0] = time.passed().toMillis();
              call.emit("·");
            })
        .then(Mono.delay(Duration.ofMillis(10L * what.tokens()), time.scheduler()))
        .thenReturn(Outcome.of(input + 1, usage(what.tokens()), Outcome.Kind.GENERATED))
        .doOnNext(done -> billed(what.tokens()))
        .doOnCancel(() -> call.used(usage(billed(soFar(since[0], what.tokens())))));
  }

  private int soFar(long since, int tokens) {
    return since < 0 ? 0 : (int) Math.min(tokens, (time.passed().toMillis() - since) / 10 + 1);
  }

  private int billed(int tokens) {
    read += READ;
    written += tokens;
    return tokens;
  }

  private Usage usage(int tokens) {
    return Usage.tokens("maker", info.model(), READ, tokens);
  }

  /** The most requests that came within one second. */
  long busiestSecond(Duration from, Duration to) {
    long busiest = 0;
    int begin = 0;
    for (int end = 0; end < asked.size(); end++) {
      if (asked.get(end).compareTo(from) < 0 || asked.get(end).compareTo(to) > 0) {
        begin = end + 1;
        continue;
      }
      while (asked.get(end).minus(asked.get(begin)).toMillis() >= 1000) {
        begin++;
      }
      busiest = Math.max(busiest, end - begin + 1);
    }
    return busiest;
  }

  long askedBetween(Duration from, Duration to) {
    return asked.stream().filter(at -> at.compareTo(from) >= 0 && at.compareTo(to) < 0).count();
  }
}
