package io.waybill.routing.gain;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.work.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** A model held against rows that say how its first and its last target did. */
final class Judging {
  private static final double NANOS_PER_CENT = 1e7;

  private final GainModel model;
  private final Live live;
  private final GainModel.Member weak;
  private final GainModel.Member strong;

  Judging(GainModel model, Live live) {
    this.model = model;
    this.live = live;
    this.weak = model.members().get(0);
    this.strong = model.members().get(model.members().size() - 1);
  }

  GainEvaluation of(Rows rows, float[][] vectors) {
    var weakly = Outcomes.read(rows, weak.field());
    var strongly = Outcomes.read(rows, strong.field());
    var both =
        IntStream.range(0, rows.size())
            .filter(i -> weakly.at(i).isPresent() && strongly.at(i).isPresent())
            .toArray();
    if (both.length == 0) {
      throw Rows.refused(
          Outcomes.named(rows),
          List.of("none says both '%s' and '%s'".formatted(weak.field(), strong.field())));
    }
    boolean priced = IntStream.of(both).allMatch(i -> priced(rows.all().get(i)));
    var trials =
        IntStream.of(both)
            .mapToObj(
                i -> {
                  var row = rows.all().get(i);
                  var right = model.right(vectors[i]);
                  double weakCost = priced ? cents(weak, row).orElseThrow() : 0;
                  double strongCost = priced ? cents(strong, row).orElseThrow() : 1;
                  return new Trial(
                      row.text(),
                      new Trial.Answer(right[0], weakly.at(i).orElseThrow(), weakCost),
                      new Trial.Answer(
                          right[right.length - 1], strongly.at(i).orElseThrow(), strongCost));
                })
            .toList();
    return GainEvaluation.of(
        weak.target().label(),
        strong.target().label(),
        priced ? GainEvaluation.CENTS : GainEvaluation.CALLS,
        trials);
  }

  private boolean priced(Row row) {
    return cents(weak, row).isPresent() && cents(strong, row).isPresent();
  }

  private Optional<Double> cents(GainModel.Member member, Row row) {
    return live.option(member.target(), 0, Situation.fresh(row.text()))
        .cost()
        .map(Money::nanoUsd)
        .map(nanos -> nanos / NANOS_PER_CENT);
  }
}
