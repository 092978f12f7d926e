package io.waybill.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds prices of which nobody could say which one counts. */
final class Ties {
  /** Two prices that match the same calls equally well. */
  record Tie(Price one, Price other, String model, String otherModel) {
    @Override
    public String toString() {
      return "'%s' (%s) and '%s' (%s) match the same calls equally well: make one say more, or end before the other begins"
          .formatted(one.id(), model, other.id(), otherModel);
    }
  }

  /** A pattern of a price. */
  private record Pattern(Price price, String written, Glob model) {}

  private Ties() {}

  static List<Tie> in(List<Price> prices) {
    var exact = new HashMap<String, List<Pattern>>();
    var byLetters = new HashMap<Integer, List<Pattern>>();
    var ties = new ArrayList<Tie>();
    for (var price : prices) {
      var mine = new ArrayList<Pattern>();
      price.match().models().stream()
          .distinct()
          .forEach(model -> mine.add(new Pattern(price, model, Glob.of(model))));
      for (var pattern : mine) {
        among(pattern, exact, byLetters).forEach(other -> tie(other, pattern, ties));
      }
      mine.forEach(pattern -> among(pattern, exact, byLetters).add(pattern));
    }
    return ties;
  }

  /** Those that say as much of a model's name. */
  private static List<Pattern> among(
      Pattern pattern, Map<String, List<Pattern>> exact, Map<Integer, List<Pattern>> byLetters) {
    int letters = pattern.model.letters();
    return letters == Integer.MAX_VALUE
        ? exact.computeIfAbsent(pattern.model.pattern(), name -> new ArrayList<>())
        : byLetters.computeIfAbsent(letters, count -> new ArrayList<>());
  }

  private static void tie(Pattern one, Pattern other, List<Tie> ties) {
    boolean equally =
        Glob.of(one.price.match().provider()).letters()
            == Glob.of(other.price.match().provider()).letters();
    if (equally && one.price.meets(other.price) && one.model.meets(other.model)) {
      ties.add(new Tie(one.price, other.price, one.written, other.written));
    }
  }
}
