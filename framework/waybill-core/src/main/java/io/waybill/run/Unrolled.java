package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.Outcome;
import java.util.List;
import java.util.Map;

final class Unrolled {
  private Unrolled() {}

  static List<Waybill.Line> lines(
      Plan<?> plan, List<Posting> postings, Map<String, Outcome<?>> outcomes) {
    return List.of();
  }
}
