package io.waybill.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Two prices that match the same calls equally well, so that nobody could say which one counts.
 *
 * @param one the place of the first in a list of prices
 * @param other the place of the second
 * @param model what of the first matches
 * @param otherModel what of the second does
 */
public record Tie(int one, int other, String model, String otherModel) {
  /** A pattern of a price. */
  private record Pattern(int place, Price price, String written, Glob model) {
    boolean ties(Pattern other) {
      boolean equally =
          Glob.of(price.match().provider()).letters()
              == Glob.of(other.price.match().provider()).letters();
      return equally && price.meets(other.price) && model.meets(other.model);
    }
  }

  /** All of a list, the first price that each ties with only. */
  public static List<Tie> in(List<Price> prices) {
    var exact = new HashMap<String, List<Pattern>>();
    var byLetters = new HashMap<Integer, List<Pattern>>();
    var ties = new ArrayList<Tie>();
    for (int place = 0; place < prices.size(); place++) {
      var price = prices.get(place);
      var mine = new ArrayList<Pattern>();
      for (var model : price.match().models()) {
        mine.add(new Pattern(place, price, model, Glob.of(model)));
      }
      mine.stream()
          .flatMap(
              pattern ->
                  among(pattern, exact, byLetters).stream()
                      .filter(pattern::ties)
                      .map(
                          earlier ->
                              new Tie(
                                  earlier.place, pattern.place, earlier.written, pattern.written)))
          .findFirst()
          .ifPresent(ties::add);
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

  /** What to tell of it. */
  String in(String id, String otherId) {
    return "'%s' (%s) and '%s' (%s) match the same calls equally well: make one say more, or end before the other begins"
        .formatted(id, model, otherId, otherModel);
  }
}
