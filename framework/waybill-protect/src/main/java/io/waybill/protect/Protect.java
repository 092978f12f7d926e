package io.waybill.protect;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.run.EngineClock;
import io.waybill.run.Protection;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Quota;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/**
 * What stands between the runs of an engine and whoever they ask. Around an attempt stand, from the
 * outside in: the exact cache; the breaker; admission, which is turns, requests and tokens a
 * minute. One of these serves all engines of a process best, since who is asked is the same for
 * all. Any thread may call; nothing here holds one.
 */
public final class Protect implements Protection {
  private final EngineClock clock;
  private final Defaults defaults;
  private final Map<String, Integer> parallel;
  private final Map<String, Map<Quota.Unit, Long>> limits;
  private final Answers answers;
  private final Map<Whom, Standing> standings = new ConcurrentHashMap<>();
  private final Map<String, Gate> gates = new ConcurrentHashMap<>();

  /** Calls on their way that make calls inside. */
  private final Set<Try> askInside = ConcurrentHashMap.newKeySet();

  private Protect(Builder built) {
    this.clock = built.clock;
    this.defaults = built.defaults;
    this.parallel = Map.copyOf(built.parallel);
    this.limits = Map.copyOf(built.limits);
    this.answers = new Answers(clock, defaults.answers());
  }

  /** On the machine's own time, with {@link Defaults#STANDARD}. */
  public static Protect standard() {
    return builder().build();
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What is not said by anybody. */
  public Defaults defaults() {
    return defaults;
  }

  /** How it goes with everyone who was asked so far. */
  public Health health() {
    return new Health(
        standings.values().stream()
            .map(Standing::health)
            .sorted(Comparator.comparing(Health.Of::whom))
            .toList());
  }

  @Override
  public Mono<Outcome<?>> around(Try one) {
    one.around().ifPresent(this::asksInside);
    var standing = standing(one.info());
    var known = answers.fresh(one);
    if (known.isPresent()) {
      standing.ifPresent(Standing::hit);
      return Mono.just(known.get());
    }
    var asked = standing.map(with -> with.around(one)).orElseGet(one::send);
    return answers.wanted(one) ? asked.doOnNext(outcome -> answers.keep(one, outcome)) : asked;
  }

  private void asksInside(Try one) {
    // of whom nobody is asked, nobody is told that he has ended
    standing(one.info()).filter(with -> askInside.add(one)).ifPresent(with -> with.asksInside(one));
  }

  private Optional<Standing> standing(WorkInfo work) {
    return Whom.of(work).map(whom -> standings.computeIfAbsent(whom, unknown -> stranger(unknown)));
  }

  private Standing stranger(Whom whom) {
    return new Standing(whom, clock, gates.computeIfAbsent(whom.where(), this::gate));
  }

  private Gate gate(String where) {
    var buckets = new ArrayList<Bucket>();
    limits
        .getOrDefault(where, Map.of())
        .forEach((unit, most) -> buckets.add(Bucket.set(unit, most, clock.nanos())));
    int most = parallel.getOrDefault(where, defaults.parallel());
    return new Gate(where, clock, defaults.patience(), most, buckets);
  }

  @Override
  public Policy defaults(WorkInfo work) {
    return defaults.of(work);
  }

  @Override
  public boolean mayRetry(Try failed, ErrorKind kind) {
    return standing(failed.info()).map(with -> with.mayRetry(failed, kind)).orElse(true);
  }

  @Override
  public Optional<Duration> hedgeAfter(Try one, Policy.Hedge hedge) {
    return standing(one.info()).flatMap(with -> with.hedgeAfter(hedge));
  }

  /** What makes calls inside is not made twice: nobody sees how far it is. */
  @Override
  public boolean mayHedge(Try one) {
    return !askInside.contains(one) && standing(one.info()).map(Standing::mayHedge).orElse(false);
  }

  @Override
  public Optional<Outcome<?>> remembered(Try one, Duration age) {
    var answer = answers.given(one, age);
    answer.flatMap(given -> standing(one.info())).ifPresent(Standing::hit);
    return answer;
  }

  @Override
  public void learned(Try one, Quota quota) {
    standing(one.info()).ifPresent(with -> with.learned(quota));
  }

  @Override
  public void ended(Try one, Posting posting) {
    var how = posting.how();
    boolean asked =
        !askInside.remove(one)
            && how.origin().own()
            && how.role() != Posting.Role.SKIPPED
            && how.role() != Posting.Role.PARTIAL
            && how.role() != Posting.Role.CACHED;
    if (asked) {
      standing(posting.work()).ifPresent(with -> with.ended(one, posting));
    }
  }

  /** Gathers what an operator says. Who is asked is named as {@link Health} names him. */
  public static final class Builder {
    /** What works in this JVM has its own line, as long as the machine is wide. */
    private static final String IN_THIS_JVM = "@cpu";

    private EngineClock clock = EngineClock.SYSTEM;
    private Defaults defaults = Defaults.STANDARD;
    private final Map<String, Integer> parallel =
        new HashMap<>(Map.of(IN_THIS_JVM, Integer.MAX_VALUE));
    private final Map<String, Map<Quota.Unit, Long>> limits = new HashMap<>();

    private Builder() {}

    /** The engine's own. */
    public Builder clock(EngineClock clock) {
      this.clock = clock;
      return this;
    }

    public Builder defaults(Defaults defaults) {
      this.defaults = defaults;
      return this;
    }

    /**
     * How many calls may be on their way at once.
     *
     * @param where {@code openai/gpt-4.1-mini}, {@code @gpu0}
     */
    public Builder parallel(String where, int most) {
      if (most < 1) {
        throw new IllegalArgumentException(
            "at least one call at once to %s, not %d".formatted(where, most));
      }
      parallel.put(where, most);
      return this;
    }

    /**
     * How many requests or tokens a minute; what a provider says is less still holds.
     *
     * @param where {@code openai/gpt-4.1-mini}, {@code @gpu0}
     */
    public Builder limit(String where, Quota.Unit unit, long perMinute) {
      if (perMinute < 1) {
        throw new IllegalArgumentException(
            "at least one a minute of %s, not %d".formatted(where, perMinute));
      }
      var all = new EnumMap<Quota.Unit, Long>(Quota.Unit.class);
      all.putAll(limits.getOrDefault(where, Map.of()));
      all.put(unit, perMinute);
      limits.put(where, all);
      return this;
    }

    public Protect build() {
      return new Protect(this);
    }
  }
}
