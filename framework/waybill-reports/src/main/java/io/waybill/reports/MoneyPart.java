package io.waybill.reports;

import io.waybill.ledger.Cost;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Where money went, on a page: models, machines, routes, and what was for nothing. */
final class MoneyPart {
  private final Statistics of;
  private final List<Page.Block> blocks = new ArrayList<>();

  private MoneyPart(Statistics of) {
    this.of = of;
  }

  static List<Page.Block> of(Statistics statistics) {
    var part = new MoneyPart(statistics);
    part.models();
    part.pools();
    part.blocks.addAll(RoutesPart.of(statistics.routes()));
    part.wasted();
    return part.blocks;
  }

  static List<String> shares(List<Cost> costs) {
    return Figures.shares(costs.stream().map(cost -> cost.known().nanoUsd()).toList());
  }

  private void models() {
    if (of.models().isEmpty()) {
      return;
    }
    var shares = shares(of.models().stream().map(Statistics.OfModel::cost).toList());
    var rows = new ArrayList<List<String>>();
    for (int i = 0; i < of.models().size(); i++) {
      var model = of.models().get(i);
      rows.add(
          List.of(
              model.name().isEmpty() ? "(unknown)" : model.name(),
              Figures.count(model.calls()),
              Figures.count(model.input()),
              Figures.percent(model.cached(), model.input()),
              Figures.count(model.output()),
              Figures.rate(model.streamed(), model.generation()),
              Figures.money(model.cost()),
              shares.get(i),
              Figures.count(model.cost().unpriced())));
    }
    blocks.add(
        new Page.Table(
            "models",
            List.of(
                "model",
                "calls",
                "input",
                "cached",
                "output",
                "tok/s",
                "cost",
                "share",
                "unpriced"),
            1,
            rows));
  }

  private void pools() {
    if (!of.pools().isEmpty()) {
      blocks.add(
          new Page.Table(
              "machines of our own, as each run saw them",
              List.of("pool", "runs", "under way", "used", "by other runs", "idle", "idle share"),
              1,
              of.pools().stream()
                  .map(
                      pool ->
                          List.of(
                              pool.name(),
                              Figures.count(pool.runs()),
                              Figures.time(pool.elapsed()),
                              Figures.time(pool.share()),
                              Figures.time(pool.elapsed() - pool.share() - pool.idle()),
                              Figures.time(pool.idle()),
                              Figures.percent(pool.idle(), pool.elapsed())))
                  .toList()));
    }
  }

  private void wasted() {
    var wasted = of.spending().wasted();
    if (!wasted.isEmpty()) {
      blocks.add(
          new Page.Table(
              "attempts that were for nothing",
              List.of("step", "came of it", "attempts", "cost", "of all"),
              2,
              wasted.stream()
                  .map(
                      waste ->
                          List.of(
                              waste.path(),
                              waste.loss().name().toLowerCase(Locale.ROOT),
                              Figures.count(waste.attempts()),
                              Figures.money(waste.cost()),
                              Figures.percent(
                                  waste.cost().known().nanoUsd(),
                                  of.spending().total().known().nanoUsd())))
                  .toList()));
    }
  }
}
