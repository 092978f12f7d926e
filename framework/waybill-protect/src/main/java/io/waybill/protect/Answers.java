package io.waybill.protect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.run.EngineClock;
import io.waybill.run.Protection.Try;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Answers given before, for steps whose policy says that they will do: to exactly the same
 * question, asked of exactly the same work by exactly the same caller. Kept in memory. Two that ask
 * the same at the same time both ask: were one to wait for the other, it would depend on a run that
 * may be cancelled, out of money or out of time before it.
 */
final class Answers {
  /** Works that answers are kept of; the one longest unused is forgotten with all its answers. */
  private static final int WORKS = 1000;

  private final EngineClock clock;
  private final int usual;
  private final Cache<WorkInfo, Kept> works =
      Caffeine.newBuilder().maximumSize(WORKS).executor(Runnable::run).build();

  /**
   * @param usual how many are kept of a work whose policy says no number
   */
  Answers(EngineClock clock, int usual) {
    this.clock = clock;
    this.usual = usual;
  }

  private record Question(Object input, Map<String, String> caller) {}

  private record Answer(Outcome<?> outcome, Origin origin, long at) {}

  /** The answers of one work, as many and as long as the step that wants most of it. */
  private final class Kept {
    private final Cache<Question, Answer> answers =
        Caffeine.newBuilder()
            .maximumSize(1)
            .expireAfterWrite(Duration.ofNanos(1))
            .ticker(clock::nanos)
            .executor(Runnable::run)
            .build();

    synchronized Cache<Question, Answer> within(int size, Duration age) {
      var room = answers.policy().eviction().orElseThrow();
      var time = answers.policy().expireAfterWrite().orElseThrow();
      if (room.getMaximum() < size) {
        room.setMaximum(size);
      }
      if (time.getExpiresAfter().compareTo(age) < 0) {
        time.setExpiresAfter(age);
      }
      return answers;
    }
  }

  /** What the cache of its policy has for it. */
  Optional<Outcome<?>> fresh(Try one) {
    return one.policy().cache().flatMap(cache -> given(one, cache.ttl()));
  }

  /** What it was answered before, at most so long ago. */
  Optional<Outcome<?>> given(Try one, Duration age) {
    var kept = cacheable(one) ? works.getIfPresent(one.info()) : null;
    var answer = kept == null ? null : kept.answers.getIfPresent(question(one));
    return answer == null || clock.nanos() - answer.at() > age.toNanos()
        ? Optional.empty()
        : Optional.of(answer.outcome().again(answer.origin()));
  }

  /** Whether it may be asked for what it is answered now. */
  boolean wanted(Try one) {
    return cacheable(one) && longest(one.policy()).isPresent();
  }

  /** Only an answer of its own that came to its end is one to give again. */
  void keep(Try one, Outcome<?> outcome) {
    if (!outcome.origin().own() || outcome.finish() != Outcome.Finish.STOP) {
      return;
    }
    var policy = one.policy();
    int size = policy.cache().map(Policy.Cache::size).orElse(usual);
    var origin =
        new Origin(
            one.run(), one.path(), one.attempt(), one.headers().getOrDefault("traceparent", ""));
    works
        .get(one.info(), work -> new Kept())
        .within(size, longest(policy).orElseThrow())
        .put(question(one), new Answer(outcome, origin, clock.nanos()));
  }

  private static boolean cacheable(Try one) {
    var work = one.info();
    return !work.anonymous()
        && work.safety().effects() != WorkInfo.Effects.CONSEQUENTIAL
        && one.input().isPresent();
  }

  private static Optional<Duration> longest(Policy policy) {
    var longest = policy.cache().map(Policy.Cache::ttl);
    for (var rung : policy.instead()) {
      if (rung instanceof Rung.Cached cached
          && longest.filter(age -> age.compareTo(cached.age()) >= 0).isEmpty()) {
        longest = Optional.of(cached.age());
      }
    }
    return longest;
  }

  private static Question question(Try one) {
    return new Question(one.input().orElseThrow(), one.caller());
  }
}
