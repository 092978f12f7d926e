package io.waybill.prices;

import java.util.ArrayList;
import java.util.List;

/**
 * The names of one provider's models. In the list the first model that matches a name has it, in a
 * book the one that says most of it: a name is taken only if both agree.
 */
final class Order {
  /** Names that a model has, in the list. */
  private record Had(Clause clause, String model, boolean taken) {}

  private final List<Had> earlier = new ArrayList<>();

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
      var why = why(clause);
      boolean reached =
          earlier.stream().noneMatch(had -> had.taken && had.clause.glob().covers(clause.glob()));
      if (reached) {
        boolean takes = why.isEmpty() && priced;
        mine.add(new Had(clause, model, takes));
        if (takes) {
          models.add(clause.glob().pattern());
        } else if (!why.isEmpty()) {
          leftOut.add(why);
        }
      }
    }
    earlier.addAll(mine);
    return new Names(models.stream().distinct().toList(), leftOut);
  }

  private String why(Clause clause) {
    if (!clause.exact()) {
      return "has names that " + clause.why();
    }
    return earlier.stream()
        .filter(had -> had.clause.meets(clause.glob()))
        .filter(had -> !had.taken || had.clause.glob().letters() <= clause.glob().letters())
        .findFirst()
        .map(
            had ->
                "has names, '%s', that may be those of '%s' too: there the first counts, here the one that says more"
                    .formatted(clause.glob().pattern(), had.model))
        .orElse("");
  }
}
