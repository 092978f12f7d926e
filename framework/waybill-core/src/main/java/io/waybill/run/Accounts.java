package io.waybill.run;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Fate;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Location;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** The accounts of a run while it runs. Usage becomes money here and nowhere else. */
final class Accounts {
  private final PriceBook prices;
  private final Protection protection;
  private final Wall.Look wall;

  /** When the run began, by the engine's clock. */
  final long started;

  private final List<Posting> postings;
  private @Nullable Note notes;
  private @Nullable List<Waybill.Scored> scores;
  private @Nullable Map<String, PoolMeter.Share> shares;

  /** What is to be told of an answer, in front of what was noted before. */
  private record Note(String path, Outcome<?> outcome, @Nullable Note earlier) {}

  Accounts(LocalEngine engine, int expected) {
    this.prices = engine.prices;
    this.protection = engine.protection;
    this.started = engine.clock.nanos();
    this.wall = engine.wall.look(started);
    this.postings = new ArrayList<>(Math.max(expected, 4));
  }

  /**
   * What there is to tell of an attempt that ended with a signal: an outcome, an error, or nothing.
   */
  RunEvent.Posted ended(Visit visit, @Nullable Object signal, long at) {
    if (signal instanceof Outcome<?> outcome) {
      var posting = answered(visit, outcome, at);
      return posting.fate() == Fate.USED
          ? new RunEvent.Succeeded(posting, outcome)
          : new RunEvent.Cancelled(posting);
    }
    var error =
        signal instanceof Throwable thrown
            ? Exceptions.unwrap(thrown)
            : new NoSuchElementException("work ended without an outcome");
    var posting = posting(visit, Fate.FAILED, used(visit, error, at), at, error);
    return new RunEvent.Failed(posting, Failure.at(visit.path(), error));
  }

  /** An attempt that gave an outcome: used if somebody waits for it, else paid for nothing. */
  Posting answered(Visit visit, Outcome<?> outcome, long at) {
    var fate = visit.wanted() ? Fate.USED : visit.unwanted();
    return posting(visit, fate, outcome.usage(), at, outcome);
  }

  /** An attempt that was dropped, and what had come of it by then. */
  Posting cancelled(Visit visit, @Nullable Object signal, long at) {
    var usage =
        signal instanceof Outcome<?> outcome
            ? outcome.usage()
            : used(
                visit, signal instanceof Throwable error ? error : new CancellationException(), at);
    return posting(visit, visit.unwanted(), usage, at, signal);
  }

  /**
   * What an attempt used that gave no outcome: what its failure says; else what it said on the way;
   * else nothing, if it never had its turn or nobody bills it; else the time that it had on our own
   * machines; else unknown, if somebody may bill it.
   */
  private static Usage used(Visit visit, Throwable error, long at) {
    if (error instanceof WorkException known) {
      return known.usage();
    }
    return soFar(visit, ErrorKind.of(error), at);
  }

  /** The same of an attempt whose failure of some kind says nothing. */
  static Usage soFar(Visit visit, ErrorKind kind, long at) {
    var soFar = visit.used();
    if (soFar != null) {
      return soFar;
    }
    var info = visit.info();
    if (!visit.billable()) {
      return Usage.NONE;
    }
    if (!info.pool().isEmpty()) {
      return Usage.engine(info.model(), Duration.ofNanos(at - visit.admitted()), 0, 0);
    }
    boolean bills = info.safety().location() == Location.EXTERNAL;
    return bills && kind.billable() ? Usage.UNKNOWN : Usage.NONE;
  }

  /** Usage becomes money, and what was held for it is settled. */
  private Posting posting(
      Visit visit, Fate fate, Usage usage, long ended, @Nullable Object signal) {
    var info = visit.info();
    var marks = visit.marks().handing(visit.handed());
    var share = info.pool().isEmpty() ? null : shared(visit, usage, ended);
    var billed = share == null ? usage : usage.taking(Duration.ofNanos(share.time()));
    var cost =
        usage.basis() == Usage.Basis.NOTHING
            ? Cost.NOTHING
            : prices.price(info, billed, at(visit.began));
    visit.settle(cost);
    var posting =
        new Posting(
            visit.frame.scope(),
            visit.id(),
            visit.attempt(),
            info,
            fate,
            usage,
            cost,
            visit.ready,
            visit.began,
            ended,
            share == null ? marks : marks.sharing(share.time()),
            how(visit, fate, signal));
    if (!visit.free()) {
      protection.ended(visit, posting);
    }
    return posting;
  }

  /** Of the machine that it was on it is charged for its share, not for all that it saw. */
  private PoolMeter.@Nullable Share shared(Visit visit, Usage usage, long ended) {
    var share = visit.leaves(started + ended, usage);
    if (share == null) {
      return null;
    }
    if (shares == null) {
      shares = new TreeMap<>();
    }
    shares.merge(visit.info().pool(), share, PoolMeter.Share::and);
    return share;
  }

  /** What the run had of the machines of its engine. */
  List<PoolUse> pools() {
    return shares == null
        ? List.of()
        : shares.entrySet().stream()
            .flatMap(had -> prices.pool(had.getKey()).map(had.getValue()::of).stream())
            .toList();
  }

  /** The time on the wall, at nanoseconds since the run began. */
  Instant at(long nanos) {
    return wall.at(started + nanos);
  }

  private static Posting.How how(Visit visit, Fate fate, @Nullable Object signal) {
    var origin = signal instanceof Outcome<?> outcome ? outcome.origin() : Origin.OWN;
    var error =
        fate == Fate.FAILED && signal instanceof Throwable thrown
            ? Optional.of(ErrorKind.of(thrown))
            : Optional.<ErrorKind>empty();
    long lowered = visit.loweredTo();
    return visit.which.role() == Posting.Role.FIRST
            && error.isEmpty()
            && origin.own()
            && lowered == 0
        ? Posting.How.FIRST
        : new Posting.How(visit.which.role(), visit.which.why(), error, origin, lowered);
  }

  void post(Posting posting) {
    postings.add(posting);
  }

  /** Remembers of an answer what a waybill tells beyond its cost; mostly there is nothing. */
  void note(Visit visit, Outcome<?> outcome) {
    if (outcome.kind() == Outcome.Kind.COMPUTED
        && outcome.sources().isEmpty()
        && !(outcome.value() instanceof Choice)
        && !(outcome.value() instanceof Won)) {
      return;
    }
    notes = new Note(visit.path(), outcome, notes);
  }

  void score(Waybill.Scored scored) {
    if (scores == null) {
      scores = new ArrayList<>();
    }
    scores.add(scored);
  }

  Ledger ledger() {
    return new Ledger(postings);
  }

  Map<String, Outcome<?>> notes() {
    var latest = new HashMap<String, Outcome<?>>();
    for (var note = notes; note != null; note = note.earlier) {
      latest.putIfAbsent(note.path, note.outcome);
    }
    return latest;
  }

  List<Waybill.Scored> scores() {
    return scores == null ? List.of() : scores;
  }

  /** The engine's whole book. */
  PriceBook book() {
    return prices;
  }

  /** What of the book priced anything here. */
  PriceBook prices() {
    return prices.pricing(postings, posting -> at(posting.began()));
  }
}
