package io.waybill.run;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Posting.Fate;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Location;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** The accounts of a run while it runs. Usage becomes money here and nowhere else. */
final class Accounts {
  private final PriceBook prices;
  private final List<Posting> postings;
  private @Nullable Map<String, Outcome<?>> notes;
  private @Nullable List<Waybill.Scored> scores;

  Accounts(PriceBook prices, int expected) {
    this.prices = prices;
    this.postings = new ArrayList<>(expected);
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
    var posting = posting(visit, Fate.FAILED, used(visit, error, at), at);
    return new RunEvent.Failed(posting, Failure.at(visit.path(), error));
  }

  /** An attempt that gave an outcome: used if somebody waits for it, else paid for nothing. */
  Posting answered(Visit visit, Outcome<?> outcome, long at) {
    var fate = visit.wanted() ? Fate.USED : Fate.CANCELLED;
    return posting(visit, fate, outcome.usage(), at);
  }

  /** An attempt that was dropped, and what had come of it by then. */
  Posting cancelled(Visit visit, @Nullable Object signal, long at) {
    var usage =
        signal instanceof Outcome<?> outcome
            ? outcome.usage()
            : used(
                visit, signal instanceof Throwable error ? error : new CancellationException(), at);
    return posting(visit, Fate.CANCELLED, usage, at);
  }

  /**
   * What an attempt used that gave no outcome: what its failure says; else what it said on the way;
   * else the time that it had on our own machines; else unknown, if somebody may bill it.
   */
  private static Usage used(Visit visit, Throwable error, long at) {
    if (error instanceof WorkException known) {
      return known.usage();
    }
    var soFar = visit.used();
    if (soFar != null) {
      return soFar;
    }
    var info = visit.info();
    if (!info.pool().isEmpty()) {
      return Usage.engine(info.model(), Duration.ofNanos(at - visit.admitted()), 0, 0);
    }
    boolean bills = info.safety().location() == Location.EXTERNAL;
    return bills && ErrorKind.of(error).billable() ? Usage.UNKNOWN : Usage.NONE;
  }

  private Posting posting(Visit visit, Fate fate, Usage usage, long ended) {
    var info = visit.info();
    var cost = prices.price(info, usage);
    return new Posting(
        visit.frame.scope(),
        visit.id(),
        visit.attempt,
        info,
        fate,
        usage,
        cost,
        visit.ready,
        visit.began,
        ended,
        visit.marks());
  }

  void post(Posting posting) {
    postings.add(posting);
  }

  /** Remembers of an answer what a waybill tells beyond its cost; mostly there is nothing. */
  void note(Visit visit, Outcome<?> outcome) {
    if (outcome.kind() == Outcome.Kind.COMPUTED
        && outcome.sources().isEmpty()
        && !(outcome.value() instanceof Choice)) {
      return;
    }
    if (notes == null) {
      notes = new HashMap<>();
    }
    notes.put(visit.path(), outcome);
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
    return notes == null ? Map.of() : notes;
  }

  List<Waybill.Scored> scores() {
    return scores == null ? List.of() : scores;
  }

  PriceBook prices() {
    return prices;
  }
}
