package io.waybill.ledger;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The accounts of a run: every attempt, in the order they ended. */
public record Ledger(List<Posting> postings) {
  public Ledger {
    postings = List.copyOf(postings);
  }

  public Cost total() {
    return total(posting -> true);
  }

  /** What was paid for nothing: attempts that failed, were cancelled, or lost to others. */
  public Cost wasted() {
    return total(posting -> posting.fate() != Posting.Fate.USED);
  }

  public Map<String, Cost> byStep() {
    var byStep = new LinkedHashMap<String, Cost>();
    postings.forEach(posting -> byStep.merge(posting.path(), posting.cost(), Cost::plus));
    return byStep;
  }

  private Cost total(Predicate<Posting> counted) {
    return postings.stream().filter(counted).map(Posting::cost).reduce(Cost.NOTHING, Cost::plus);
  }
}
