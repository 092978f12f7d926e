package io.waybill.prices;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Glob;
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
    var all = above.prices().stream().map(Over::of).toList();
    for (var price : below.prices()) {
      var left = List.of(price);
      for (var over : all) {
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

  /** A price above, and what it matches. */
  private record Over(Price price, Glob provider, List<Glob> models) {
    static Over of(Price price) {
      return new Over(
          price,
          Glob.of(price.match().provider()),
          price.match().models().stream().map(Glob::of).toList());
    }

    /** The models of a price for which it is not asked while this one holds. */
    List<String> hidden(Price below) {
      var billed = Glob.of(below.match().provider());
      return provider.meets(billed)
          ? below.match().models().stream().filter(model -> hides(billed, Glob.of(model))).toList()
          : List.of();
    }

    private boolean hides(Glob billed, Glob name) {
      boolean wider = provider.covers(billed);
      boolean equal = provider.letters() == billed.letters();
      return models.stream()
          .anyMatch(
              model ->
                  (wider && model.covers(name))
                      || (equal && model.letters() == name.letters() && model.meets(name)));
    }
  }

  /** What is left of a price under another: other models, and other days. */
  private static Stream<Price> under(Over over, Price price) {
    var hidden = over.hidden(price);
    if (hidden.isEmpty()) {
      return Stream.of(price);
    }
    var others = price.match().models().stream().filter(model -> !hidden.contains(model)).toList();
    var before = over.price.from().map(begin -> earlier(price.to(), begin));
    var after = over.price.to().map(end -> later(price.from(), end));
    return Stream.of(
            others.isEmpty()
                ? Stream.<Price>of()
                : Stream.of(only(price, others, price.from(), price.to())),
            before.stream().flatMap(end -> piece(price, hidden, price.from(), Optional.of(end))),
            after.stream().flatMap(begin -> piece(price, hidden, Optional.of(begin), price.to())))
        .flatMap(each -> each);
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
