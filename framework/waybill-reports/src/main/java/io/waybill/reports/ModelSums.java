package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;

/** What one model comes to, over all runs. */
final class ModelSums {
  private final String name;
  private long calls;
  private long input;
  private long cached;
  private long output;
  private long streamed;
  private long generation;
  private Cost cost = Cost.NOTHING;

  ModelSums(String name) {
    this.name = name;
  }

  /** How to call who was asked: as it is billed, or with the machine that it runs on. */
  static String name(Posting posting) {
    var usage = posting.usage();
    if (!usage.provider().isEmpty()) {
      return usage.provider() + "/" + usage.model();
    }
    var work = posting.work();
    var model = usage.model().isEmpty() ? work.model() : usage.model();
    return work.pool().isEmpty() ? model : model + " @" + work.pool();
  }

  void add(Posting posting) {
    var usage = posting.usage();
    calls++;
    input += usage.input();
    cached += usage.cacheRead();
    output += usage.output();
    cost = cost.plus(posting.cost());
    if (posting.parts().streamed() && usage.output() > 0) {
      streamed += usage.output();
      generation += posting.parts().generation();
    }
  }

  Statistics.OfModel result() {
    return new Statistics.OfModel(name, calls, input, cached, output, streamed, generation, cost);
  }
}
