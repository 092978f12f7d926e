package io.waybill.routing.gain;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.work.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleBiFunction;

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

  /** In US cents, if all prices are known. */
  GainEvaluation of(Rows rows, float[][] vectors) {
    boolean priced = rows.all().stream().allMatch(this::priced);
    return GainEvaluation.of(
        weak.target().label(),
        strong.target().label(),
        priced ? GainEvaluation.CENTS : GainEvaluation.CALLS,
        priced
            ? trials(rows, vectors, (member, row) -> cents(member, row).orElseThrow())
            : calls(rows, vectors));
  }

  /** Each call of the strong model costs 1. */
  List<Trial> calls(Rows rows, float[][] vectors) {
    return trials(rows, vectors, (member, row) -> member.target().equals(strong.target()) ? 1 : 0);
  }

  private List<Trial> trials(
      Rows rows, float[][] vectors, ToDoubleBiFunction<GainModel.Member, Row> cost) {
    var weakly = Outcomes.read(rows, weak.field());
    var strongly = Outcomes.read(rows, strong.field());
    var trials = new ArrayList<Trial>();
    for (int i = 0; i < rows.size(); i++) {
      if (weakly.at(i).isPresent() && strongly.at(i).isPresent()) {
        var row = rows.all().get(i);
        var right = model.right(vectors[i]);
        trials.add(
            new Trial(
                row.text(),
                answer(right[0], weakly.at(i), cost.applyAsDouble(weak, row)),
                answer(right[right.length - 1], strongly.at(i), cost.applyAsDouble(strong, row))));
      }
    }
    if (trials.isEmpty()) {
      throw Rows.refused(
          Outcomes.named(rows),
          List.of("none says both '%s' and '%s'".formatted(weak.field(), strong.field())));
    }
    return trials;
  }

  private static Trial.Answer answer(double forecast, OptionalDouble right, double cost) {
    return new Trial.Answer(forecast, right.orElseThrow(), cost);
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
