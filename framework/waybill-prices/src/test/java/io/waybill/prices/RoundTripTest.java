package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Tie;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Five thousand books of random content are written and read. */
class RoundTripTest {
  private static final List<String> TEXTS =
      List.of(
          "no",
          "1",
          "a: b",
          "# c",
          "*",
          "m*",
          "über 漢字",
          "'",
          "\"",
          "\\",
          "{x}",
          "[x]",
          "a, b",
          "16:30",
          "2026-11-20",
          "~",
          " lead",
          "trail ",
          "line\nline",
          "tab\t",
          "\u0085",
          "!x",
          "&x");

  @Test
  void aBookThatIsWrittenAndReadIsTheSame() {
    for (long seed = 0; seed < 5_000; seed++) {
      var book = new Books(new Random(seed)).book();
      var written = PriceBooks.write(book);
      var said = "seed " + seed + "\n" + written;
      var read = PriceBooks.read("book.yaml", written);
      assertEquals(book, read, said);
      assertEquals(book.digest(), read.digest(), said);
      assertEquals(written, PriceBooks.write(read), said);
    }
  }

  private record Books(Random random) {
    PriceBook book() {
      var prices =
          IntStream.range(0, random.nextInt(6)).mapToObj(this::price).filter(this::sound).toList();
      var untied = new ArrayList<Price>();
      for (var price : prices) {
        untied.add(price);
        if (!Tie.in(untied).isEmpty()) {
          untied.remove(price);
        }
      }
      return new PriceBook(
          untied,
          several(this::multiplier),
          IntStream.range(0, random.nextInt(3)).mapToObj(this::pool).toList(),
          IntStream.range(0, random.nextInt(3))
              .mapToObj(i -> new Fixed("f" + i, amount(), amount(), text()))
              .toList(),
          maybe(this::day));
    }

    private boolean sound(Price price) {
      return Tie.in(List.of(price)).isEmpty();
    }

    private Price price(int i) {
      var from = maybe(this::day);
      var to = maybe(() -> from.orElseGet(this::day).plusDays(1 + random.nextInt(900)));
      return new Price(
          text() + i,
          match(),
          from,
          to,
          rate(),
          tiers(),
          several(this::window),
          text(),
          maybe(this::day));
    }

    private List<Price.Tier> tiers() {
      var tiers = new ArrayList<Price.Tier>();
      long above = 0;
      for (int i = random.nextInt(3); i > 0; i--) {
        above += 1 + random.nextInt(500_000);
        tiers.add(new Price.Tier(above, rate()));
      }
      return tiers;
    }

    private Price.Window window() {
      return new Price.Window(time(), time(), rate());
    }

    private LocalTime time() {
      return random.nextBoolean()
          ? LocalTime.of(random.nextInt(24), random.nextInt(60))
          : LocalTime.ofNanoOfDay(random.nextInt(86_400) * 1_000_000_000L);
    }

    private Multiplier multiplier() {
      var from = maybe(this::day);
      return new Multiplier(match(), amount(), from, maybe(this::day), text());
    }

    private Pool pool(int i) {
      return new Pool(
          "pool" + i,
          amount(),
          maybe(this::amount),
          1 + random.nextInt(99),
          text(),
          maybe(this::day));
    }

    private Match match() {
      return new Match(
          random.nextInt(3) == 0 ? "*" : text(),
          IntStream.rangeClosed(0, random.nextInt(3)).mapToObj(i -> text()).toList());
    }

    private Price.Rate rate() {
      var input = amount();
      var output = amount();
      return new Price.Rate(
          input,
          random.nextBoolean() ? input : amount(),
          random.nextBoolean() ? input : amount(),
          output,
          random.nextBoolean() ? output : amount(),
          random.nextBoolean() ? BigDecimal.ZERO : amount());
    }

    /** With any number of digits and zeros at the end, up to what a book takes. */
    private BigDecimal amount() {
      int scale = random.nextInt(40) - 3;
      int bits = 1 + random.nextInt(scale <= 0 ? 18 : 25);
      return new BigDecimal(new BigInteger(bits, random), scale);
    }

    private LocalDate day() {
      return LocalDate.of(2020, 1, 1).plusDays(random.nextInt(5_000));
    }

    private String text() {
      return random.nextInt(3) == 0
          ? TEXTS.get(random.nextInt(TEXTS.size()))
          : random
              .ints(1 + random.nextInt(12), ' ', 127)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
    }

    private <T> Optional<T> maybe(Supplier<T> value) {
      return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private <T> List<T> several(Supplier<T> value) {
      return IntStream.range(0, random.nextInt(3)).mapToObj(i -> value.get()).toList();
    }
  }
}
