package io.waybill.reports.router;

import io.waybill.reports.Figures;
import io.waybill.reports.Page;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.Metric;
import io.waybill.routing.judge.Promise;
import java.util.ArrayList;
import java.util.List;

/** What came of a router's promises, as far as it made any. */
final class PromisesPart {
  private PromisesPart() {}

  static List<Page.Block> of(Evaluation.Promises promises) {
    var blocks = new ArrayList<Page.Block>();
    promises.own().ifPresent(own -> blocks.add(new Page.Prose(List.of(line(own)))));
    if (!promises.each().isEmpty()) {
      blocks.add(
          new Page.Table(
              "promises, and what came of them",
              List.of(
                  "promised",
                  "kept",
                  "threshold",
                  "coverage when found",
                  "coverage",
                  "precision",
                  "95 % interval",
                  "rows decided",
                  "coverage of all",
                  "precision of all",
                  "rows decided of all"),
              2,
              promises.each().stream().map(PromisesPart::row).toList()));
      blocks.add(
          new Page.Prose(
              List.of(
                  "a promise speaks of rows in scope, as do coverage and precision; 'of all' are those out of scope too, which are wrong where they are decided")));
    }
    return blocks;
  }

  private static String line(Promise own) {
    return "it promises that %s of the rows in scope that it decides are right, and decides with a confidence of %s or more"
        .formatted(Written.percent(own.precision()), Written.number(own.threshold()));
  }

  private static List<String> row(Evaluation.Obtained each) {
    var promise = each.promise();
    return List.of(
        Written.percent(promise.precision()),
        kept(each),
        Written.number(promise.threshold()),
        "%s of %s"
            .formatted(Written.number(promise.coverage()), Figures.counted(promise.rows(), "row")),
        Written.number(each.inScope().coverage()),
        Written.number(each.inScope().precision()),
        Written.range(each.inScope().precision().flatMap(Metric::interval)),
        decided(each.inScope()),
        Written.number(each.ofAll().coverage()),
        Written.number(each.ofAll().precision()),
        decided(each.ofAll()));
  }

  private static String kept(Evaluation.Obtained each) {
    if (!each.known()) {
      return Written.NONE;
    }
    return each.kept() ? "yes" : each.surelyBroken() ? "no" : "no, but it may be chance";
  }

  private static String decided(Evaluation.Decided decided) {
    return Figures.count(decided.precision().map(Metric::rows).orElse(0));
  }
}
