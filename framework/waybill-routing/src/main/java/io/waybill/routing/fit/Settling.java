package io.waybill.routing.fit;

import io.waybill.routing.judge.Judgement;
import io.waybill.routing.judge.Promise;
import io.waybill.work.Choice;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settles on rows held out how sure a head is, and when it abstains. */
final class Settling {
  private static final double[] PROMISES = {0.95, 0.98, 0.99};

  private final Trained trained;
  private final List<String> labels;
  private final Held held;

  Settling(Trained trained, List<String> labels, Held held) {
    this.trained = trained;
    this.labels = labels;
    this.held = held;
  }

  /**
   * The whole of it.
   *
   * @param given how much accuracy in scope, as a share, for knowing what is out of it
   */
  HeadModel settled(double given, Optional<Double> promise) {
    var inside = held.inside();
    double sharpness = held.sharpness();
    var model =
        new HeadModel(
            labels,
            trained.scaling(),
            trained.softmax(),
            sharpness,
            platt(inside, sharpness),
            trained.relative(),
            gate(inside, given),
            Optional.empty(),
            List.of());
    var judged = judgements(model, held.all());
    var promises = new ArrayList<Promise>();
    for (double one : PROMISES) {
      Promises.of(one, judged).ifPresent(promises::add);
    }
    return model.deciding(
        model.gate(), model.sure(), promise.map(wanted -> kept(wanted, judged)), promises);
  }

  private static Promise kept(double wanted, List<Judgement> judged) {
    long rows = judged.stream().filter(Judgement::inScope).count();
    return Promises.of(wanted, judged)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    rows < Promise.rowsFor(wanted)
                        ? String.format(
                            Locale.ROOT,
                            "a promise of %s takes %,d validation rows in scope, and there are %,d. Give more rows, or promise %s",
                            share(wanted),
                            Promise.rowsFor(wanted),
                            rows,
                            instead(rows))
                        : String.format(
                            Locale.ROOT,
                            "a promise of %s cannot be kept: on the %,d validation rows no threshold is right that often. Promise less, or give examples that are told apart more easily",
                            share(wanted),
                            rows)));
  }

  private static String instead(long rows) {
    return Arrays.stream(new double[] {0.99, 0.98, 0.95, 0.9, 0.8})
        .filter(less -> rows >= Promise.rowsFor(less))
        .mapToObj(less -> "at most " + share(less))
        .findFirst()
        .orElse("nothing");
  }

  private static String share(double share) {
    return "%s %%"
        .formatted(
            new java.math.BigDecimal(String.valueOf(share))
                .movePointRight(2)
                .stripTrailingZeros()
                .toPlainString());
  }

  private static Platt platt(List<Held.One> inside, double sharpness) {
    var odds = new double[inside.size()];
    var right = new boolean[inside.size()];
    var weights = new double[inside.size()];
    Arrays.fill(weights, 1);
    for (int i = 0; i < odds.length; i++) {
      var shares = Softmax.shares(inside.get(i).logits(), sharpness);
      int top = Softmax.top(inside.get(i).logits());
      odds[i] = Platt.odds(shares[top]);
      right[i] = top == inside.get(i).truth();
    }
    return Platt.of(odds, right, weights);
  }

  /** Closed as far as that costs no more than is given for it. */
  private static Gate gate(List<Held.One> inside, double given) {
    var gate = Gate.of(inside.stream().map(Held.One::signs).toArray(Gate.Signs[]::new));
    var right =
        inside.stream()
            .filter(one -> Softmax.top(one.logits()) == one.truth())
            .mapToDouble(one -> gate.of(one.signs()))
            .sorted()
            .toArray();
    int lost = (int) Math.floor(given * inside.size() + 1e-9);
    if (right.length <= lost) {
      return gate;
    }
    return gate.at(lost == 0 ? right[0] : (right[lost - 1] + right[lost]) / 2);
  }

  static List<Judgement> judgements(HeadModel model, List<Held.One> ones) {
    return ones.stream()
        .map(
            one -> {
              var seen = model.seen(one.logits(), one.signs());
              var truth = one.inside() ? model.labels().get(one.truth()) : Choice.OTHERWISE;
              return model.judged(one.row(), truth, seen);
            })
        .toList();
  }
}
