package io.waybill.prices;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.Stream;

/**
 * Two prices, by their places in a list, that no book takes both of. Which two the book itself
 * tells only in words: it is asked about fewer and fewer.
 */
record Tie(int one, int other) {
  /** The first price that one before it ties with, and the first such. */
  static Optional<Tie> first(List<Price> prices) {
    if (taken(prices)) {
      return Optional.empty();
    }
    int other = least(prices.size(), i -> !taken(prices.subList(0, i + 1)));
    var late = prices.get(other);
    int one =
        least(
            other,
            i ->
                !taken(Stream.concat(prices.subList(0, i + 1).stream(), Stream.of(late)).toList()));
    return Optional.of(new Tie(one, other));
  }

  /** The least below a bound for which it holds, if it holds for all that are greater. */
  private static int least(int bound, IntPredicate holds) {
    int from = 0;
    int to = bound - 1;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (holds.test(middle)) {
        to = middle;
      } else {
        from = middle + 1;
      }
    }
    return from;
  }

  static boolean taken(List<Price> prices) {
    try {
      return new PriceBook(prices, List.of(), List.of(), List.of(), Optional.empty())
          .prices()
          .equals(prices);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
