package io.waybill.estimate;

import static io.waybill.estimate.Turned.Which.SECONDS;
import static io.waybill.estimate.Turned.Which.SPEED;
import static io.waybill.estimate.Turned.Which.TOKENS_IN;
import static io.waybill.estimate.Turned.Which.TOKENS_OUT;

import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.plan.Rung;
import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the calls of one draw: as they were recorded, or as they may well be. Asks nobody. */
final class Performer {
  private final Till till;
  private final Chance chance;
  private final Turned turned;

  Performer(Till till, Chance chance, Turned turned) {
    this.till = till;
    this.chance = chance;
    this.turned = turned;
  }

  /**
   * @param given tokens that it is given
   * @param visit what the step did in a run that was recorded
   */
  Call perform(Stop stop, Duty duty, double given, @Nullable Visit visit) {
    if (visit == null) {
      return declared(stop, duty, given);
    }
    boolean same = visit.display().equals(duty.info().display());
    if (same && !duty.overridden()) {
      return asRecorded(stop, duty, visit);
    }
    boolean told = visit.tokensOut() > 0 && duty.sent().writes();
    return told ? changed(stop, duty, visit) : declared(stop, duty, given);
  }

  private Call asRecorded(Stop stop, Duty duty, Visit visit) {
    double more = turned.of(TOKENS_IN, stop.number());
    double longer = turned.of(TOKENS_OUT, stop.number());
    double slower = slower(stop, duty);
    double tokens = visit.tokensOut();
    double grows = tokens > 1 ? duty.speed().restShare(tokens) : 0;
    double seconds = visit.seconds() * slower * (1 + grows * (longer - 1));
    var sum = Till.Sum.NOTHING;
    var pool = "";
    double machine = 0;
    for (var use : visit.uses()) {
      sum = Call.plus(sum, till.of(use));
      var its = use.posting().work().pool();
      machine += its.isEmpty() ? 0 : use.machine(duty.slots());
      pool = pool.isEmpty() ? its : pool;
    }
    var scaled =
        new Till.Sum(
            sum.in() * more,
            sum.out() * longer,
            sum.time() * slower * longer,
            sum.billed(),
            sum.priced());
    double first = visit.first() >= visit.seconds() ? seconds : visit.first() * slower;
    return new Call(
        seconds,
        first,
        visit.tokensIn() * more,
        tokens * longer,
        pool,
        machine * slower * longer,
        scaled,
        visit.failure());
  }

  private double slower(Stop stop, Duty duty) {
    return turned.of(SECONDS, stop.number()) * turned.of(SPEED, duty.info().display());
  }

  /**
   * Somebody else answers now, or other figures were told: what was read and written stays, and
   * takes the time and costs the money that it does there. What else the step did, and when it
   * waited, stays too.
   */
  private Call changed(Stop stop, Duty duty, Visit visit) {
    double seconds = visit.seconds();
    double first = 0;
    double in = 0;
    double out = 0;
    double machine = 0;
    var sum = Till.Sum.NOTHING;
    for (var use : visit.uses()) {
      if (use.by(visit.display())) {
        var usage = use.posting().usage();
        var now = attempt(stop, duty, (double) usage.input(), (double) usage.output());
        in += now.in();
        out = now.out();
        machine += now.machine();
        sum = Call.plus(sum, now.sum());
        if (use.posting().how().role() != Posting.Role.HEDGE && !use.posting().inner()) {
          seconds += now.seconds() - use.service();
          first = now.seconds() - now.first();
        }
      } else {
        sum = Call.plus(sum, till.of(use));
      }
    }
    double took = Math.max(0, seconds);
    return new Call(
        took,
        Math.max(0, took - first),
        in,
        out,
        duty.info().pool(),
        machine,
        sum,
        visit.failure());
  }

  /** Retries, hedges, rungs: as the policy has it, as often as it is taken to fail. */
  private Call declared(Stop stop, Duty duty, double given) {
    var all = new ArrayList<Duty>();
    all.add(duty);
    all.addAll(duty.rungs());
    Call made = null;
    var retry = duty.policy().retry().orElse(Policy.Retry.NEVER);
    for (var who : all) {
      double pause = 0;
      for (int time = 0; time <= retry.times(); time++) {
        var call = once(stop, who, given);
        made = made == null ? call : call.after(made, pause);
        if (made.failure().isEmpty()) {
          return made;
        }
        pause = chance.share() * retry.before(time + 1).toNanos() / 1e9;
      }
    }
    var last = Objects.requireNonNull(made);
    boolean ends = duty.policy().instead().stream().anyMatch(rung -> !(rung instanceof Rung.Ask));
    return ends ? last.madeGood() : last;
  }

  private Call once(Stop stop, Duty duty, double given) {
    double in = duty.in().map(told -> told.draw(chance)).orElse(duty.constant() + given);
    double out = duty.writes() ? duty.out().spread().draw(chance) : given;
    double limit = duty.policy().timeout().isZero() ? Double.MAX_VALUE : seconds(duty.policy());
    var call = hedged(duty, attempt(stop, duty, in, out), () -> attempt(stop, duty, in, out));
    if (call.seconds() > limit) {
      return call.until(limit).failing(ErrorKind.STALLED);
    }
    return duty.failing() > 0 && chance.share() < duty.failing()
        ? call.failing(ErrorKind.TRANSIENT)
        : call;
  }

  private static double seconds(Policy policy) {
    return policy.timeout().toNanos() / 1e9;
  }

  /** The one that speaks first is heard; the other is cut off then, and both are paid. */
  private Call hedged(Duty duty, Call call, Supplier<Call> again) {
    double after = duty.policy().hedge().map(hedge -> hedge.after().toNanos() / 1e9).orElse(0.0);
    if (after == 0 || call.first() <= after) {
      return call;
    }
    var other = again.get();
    return after + other.first() < call.first()
        ? new Call(
                after + other.seconds(),
                after + other.first(),
                other.in(),
                other.out(),
                other.pool(),
                other.machine(),
                other.sum(),
                Optional.empty())
            .beside(call.until(after + other.first()))
        : call.beside(other.until(call.first() - after));
  }

  /**
   * One request.
   *
   * @param tokensIn that it reads
   * @param tokensOut that it writes if nobody cuts it off
   */
  private Call attempt(Stop stop, Duty duty, double tokensIn, double tokensOut) {
    double in = tokensIn * turned.of(TOKENS_IN, stop.number());
    double longer = tokensOut * turned.of(TOKENS_OUT, stop.number());
    double out = duty.writes() ? Math.min(longer, duty.most()) : longer;
    double times = duty.sent().inner() ? Defaults.TURNS : 1;
    double slower = slower(stop, duty) * times;
    double seconds;
    double first;
    if (duty.seconds().isPresent()) {
      seconds = duty.seconds().get().draw(chance) * slower;
      first = seconds;
    } else {
      double luck = duty.speed().luck(chance) * slower;
      first = duty.speed().first(chance) * luck;
      seconds = first + duty.speed().rest(out, chance) * luck;
    }
    double machine = duty.info().pool().isEmpty() ? 0 : seconds / duty.slots();
    var sum = sum(duty, in * times, out * times, machine);
    return new Call(
        seconds, first, in * times, out, duty.info().pool(), machine, sum, Optional.empty());
  }

  private Till.Sum sum(Duty duty, double in, double out, double machine) {
    var bound = duty.sent().bound();
    return switch (bound.kind()) {
      case NOTHING -> Till.Sum.NOTHING;
      case UNKNOWN -> Till.Sum.UNKNOWN;
      case TIME -> till.machine(duty.info().pool(), machine);
      case TOKENS -> till.tokens(bound.provider(), bound.model(), in, out);
    };
  }
}
