package io.waybill.prices;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Match;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Lays one book over another. */
final class Stack {
  private Stack() {}

  static PriceBook of(PriceBook above, PriceBook below) {
    var prices = new ArrayList<>(above.prices());
    for (var price : below.prices()) {
      var left = List.of(price);
      for (var over : above.prices()) {
        left = left.stream().flatMap(piece -> under(over, piece)).toList();
      }
      prices.addAll(left);
    }
    return new PriceBook(
        prices,
        Stream.concat(above.multipliers().stream(), below.multipliers().stream()).toList(),
        named(above.pools(), below.pools(), Pool::name),
        named(above.fixed(), below.fixed(), Fixed::id),
        Stream.of(above.checked(), below.checked())
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder()));
  }

  private static <T> List<T> named(List<T> above, List<T> below, Function<T, String> name) {
    var names = above.stream().map(name).toList();
    return Stream.concat(
            above.stream(), below.stream().filter(each -> !names.contains(name.apply(each))))
        .toList();
  }

  /** What is left of a price under another: other models, and other days. */
  private static Stream<Price> under(Price over, Price price) {
    var hidden =
        price.match().models().stream().filter(model -> hides(over.match(), price, model)).toList();
    if (hidden.isEmpty()) {
      return Stream.of(price);
    }
    var others = price.match().models().stream().filter(model -> !hidden.contains(model)).toList();
    return Stream.concat(
        others.isEmpty() ? Stream.of() : Stream.of(only(price, others, price.from(), price.to())),
        Stream.concat(
            over.from().stream()
                .map(begin -> earlier(price.to(), begin))
                .flatMap(end -> piece(price, hidden, price.from(), Optional.of(end))),
            over.to().stream()
                .map(end -> later(price.from(), end))
                .flatMap(begin -> piece(price, hidden, Optional.of(begin), price.to()))));
  }

  private static boolean hides(Match over, Price price, String model) {
    var provider = Glob.of(over.provider());
    var billed = Glob.of(price.match().provider());
    var name = Glob.of(model);
    return over.models().stream()
        .map(Glob::of)
        .anyMatch(
            pattern ->
                (provider.covers(billed) && pattern.covers(name))
                    || (provider.letters() == billed.letters()
                        && pattern.letters() == name.letters()
                        && provider.meets(billed)
                        && pattern.meets(name)));
  }

  private static LocalDate earlier(Optional<LocalDate> one, LocalDate other) {
    return one.filter(day -> day.isBefore(other)).orElse(other);
  }

  private static LocalDate later(Optional<LocalDate> one, LocalDate other) {
    return one.filter(day -> day.isAfter(other)).orElse(other);
  }

  private static Stream<Price> piece(
      Price price, List<String> models, Optional<LocalDate> from, Optional<LocalDate> to) {
    boolean none = from.isPresent() && to.isPresent() && !from.get().isBefore(to.get());
    return none ? Stream.of() : Stream.of(only(price, models, from, to));
  }

  private static Price only(
      Price price, List<String> models, Optional<LocalDate> from, Optional<LocalDate> to) {
    return new Price(
        price.id(),
        new Match(price.match().provider(), models),
        from,
        to,
        price.rate(),
        price.tiers(),
        price.windows(),
        price.source(),
        price.checked());
  }
}
