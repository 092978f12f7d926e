package io.waybill.prices;

import io.waybill.ledger.Glob;
import java.util.ArrayList;
import java.util.List;

/**
 * The names of one provider's models. In the list the first model that matches a name has it, in a
 * book the one that says most of it: names are taken where both agree. Two patterns with stars that
 * agree but on names that nobody knows stay as they are, and are counted.
 */
final class Order {
  /** Names that a model has, in the list. */
  private record Had(Clause clause, String model, boolean taken) {
    Glob glob() {
      return clause.glob();
    }
  }

  private final List<Glob> known;
  private final List<Had> earlier = new ArrayList<>();
  private int overlaps;

  /**
   * The order of a list.
   *
   * @param known names that models of it are known to have
   */
  Order(List<String> known) {
    this.known = known.stream().map(Glob::of).toList();
  }

  /** The names of the next model that a book may have, and what is left out. */
  record Names(List<String> models, List<String> leftOut) {}

  /**
   * Takes the names of the next model.
   *
   * @param priced whether it has a price that a book can have
   */
  Names next(String model, List<Clause> clauses, boolean priced) {
    var models = new ArrayList<String>();
    var leftOut = new ArrayList<String>();
    var mine = new ArrayList<Had>();
    for (var clause : clauses) {
      if (earlier.stream().anyMatch(had -> had.taken && had.glob().covers(clause.glob()))) {
        continue;
      }
      var why = why(clause);
      mine.add(new Had(clause, model, priced && why.isEmpty()));
      if (!why.isEmpty()) {
        leftOut.add(why);
      } else if (priced) {
        models.add(clause.glob().pattern());
      }
    }
    earlier.addAll(mine);
    return new Names(models.stream().distinct().toList(), leftOut);
  }

  /** How many pairs of patterns both match names that nobody knows. */
  int overlaps() {
    return overlaps;
  }

  private String why(Clause clause) {
    if (!clause.exact()) {
      return "has names that " + clause.why();
    }
    int before = overlaps;
    for (var had : earlier) {
      if (had.clause.meets(clause.glob()) && disagree(had, clause.glob())) {
        overlaps = before;
        return "has names, '%s', that may be those of '%s' too: there the first counts, here the one that says more"
            .formatted(clause.glob().pattern(), had.model);
      }
    }
    return "";
  }

  /** Whether a book would give a name to these that in the list others have. */
  private boolean disagree(Had had, Glob glob) {
    if (had.taken && had.glob().letters() > glob.letters()) {
      return false;
    }
    boolean certain =
        had.glob().covers(glob)
            || glob.covers(had.glob())
            || (had.taken && had.glob().letters() == glob.letters())
            || known.stream().anyMatch(name -> had.glob().covers(name) && glob.covers(name));
    overlaps += certain ? 0 : 1;
    return certain;
  }
}
