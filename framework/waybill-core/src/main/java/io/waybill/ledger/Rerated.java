package io.waybill.ledger;

import java.util.IdentityHashMap;

/** Prices a run anew. */
final class Rerated {
  private final Waybill run;
  private final PriceBook prices;
  private final IdentityHashMap<Posting, Posting> anew = new IdentityHashMap<>();

  private Rerated(Waybill run, PriceBook prices) {
    this.run = run;
    this.prices = prices;
  }

  static Waybill of(Waybill run, PriceBook prices) {
    return new Rerated(run, prices).waybill();
  }

  private Waybill waybill() {
    var postings = run.ledger().postings().stream().map(this::priced).toList();
    return new Waybill(
        run.run(),
        run.plan(),
        run.started(),
        run.wall(),
        run.status(),
        run.failure(),
        run.lines().stream().map(this::line).toList(),
        run.groups(),
        new Ledger(postings),
        run.scores(),
        prices.pricing(postings, run::began),
        run.pools().stream().flatMap(use -> use.under(prices).stream()).toList(),
        run.outline());
  }

  private Waybill.Line line(Waybill.Line line) {
    return new Waybill.Line(
        line.path(),
        line.after(),
        line.attempts().stream().map(this::priced).toList(),
        line.decision(),
        line.kind(),
        line.sources());
  }

  private Posting priced(Posting posting) {
    return anew.computeIfAbsent(
        posting, old -> old.costing(prices.price(old.work(), old.billed(), run.began(old))));
  }
}
