package io.waybill.examples.routing;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.routing.cascade.Tried;
import io.waybill.routing.data.Row;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What came of one way to have all questions answered, from its waybills.
 *
 * @param bill what the provider says it is owed for it, in nano-dollars
 */
record Measured(String name, List<Asked> all, long bill) {
  /**
   * One question, its answer, and the waybill of that.
   *
   * @param faster how many times as fast the models were as they would be
   */
  record Asked(Row row, String answer, Waybill waybill, int faster) {
    boolean right() {
      return Recorded.right(row, answer);
    }

    /** At the speed that the models would have; what was no model's is not stretched. */
    Duration time() {
      return waybill.wall().multipliedBy(faster).minus(local().multipliedBy(faster - 1L));
    }

    /** The time of routers and scorers, which is the same at any speed of the models. */
    Duration local() {
      return decisions()
          .map(posting -> Duration.ofNanos(posting.ended() - posting.began()))
          .reduce(Duration.ZERO, Duration::plus);
    }

    Stream<Posting> decisions() {
      return waybill.lines().stream()
          .filter(line -> line.decision().isPresent())
          .flatMap(line -> line.attempts().stream());
    }

    Tried tried() {
      return new Tried(right(), waybill.ledger().total(), Optional.of(time()));
    }
  }

  Measured {
    all = List.copyOf(all);
  }

  double quality() {
    return (double) all.stream().filter(Asked::right).count() / all.size();
  }

  /** By the ledger. */
  Cost cost() {
    return all.stream()
        .map(asked -> asked.waybill().ledger().total())
        .reduce(Cost.NOTHING, Cost::plus);
  }

  /** Dollars for a thousand questions. */
  double perThousand() {
    return perThousand(cost());
  }

  /** Of these, dollars for deciding. */
  double decidingPerThousand() {
    return perThousand(decided());
  }

  private double perThousand(Cost all) {
    return all.known().nanoUsd() / 1e6 / this.all.size();
  }

  /** The time that so many of 100 questions took at most. */
  Duration time(int percent) {
    var sorted = all.stream().map(Asked::time).sorted().toList();
    return sorted.get((sorted.size() * percent + 99) / 100 - 1);
  }

  /** What deciding cost by itself. */
  Cost decided() {
    return all.stream()
        .flatMap(Asked::decisions)
        .map(Posting::cost)
        .reduce(Cost.NOTHING, Cost::plus);
  }

  /** How long deciding took for one question, on average. */
  Duration deciding() {
    return all.stream()
        .map(Asked::local)
        .reduce(Duration.ZERO, Duration::plus)
        .dividedBy(all.size());
  }

  /** The share of questions that the strong model was asked. */
  double strong() {
    return (double)
            all.stream()
                .filter(
                    asked ->
                        asked.waybill().ledger().postings().stream()
                            .anyMatch(posting -> posting.usage().model().equals("strong")))
                .count()
        / all.size();
  }
}
