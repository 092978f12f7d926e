package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.prices.PriceBooks;
import io.waybill.reports.Figures;
import io.waybill.yaml.YamlException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The price book of a command: the bundled one, and over it the operator's, which {@code --prices}
 * names or else {@code WAYBILL_PRICES}.
 */
final class Prices {
  static final String VARIABLE = "WAYBILL_PRICES";

  /** So long prices are taken for current. */
  static final int FRESH_DAYS = 90;

  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "A price book that goes before the bundled one; by default what WAYBILL_PRICES names.")
  private Optional<Path> file = Optional.empty();

  /**
   * A book, and what to call it.
   *
   * @param name {@code bundled}, {@code mine.yaml over the bundled one}
   */
  record Book(String name, PriceBook book) {
    /** {@code bundled: 190 prices, 1 pool, checked 2026-11-09, 13 days ago; sha256:…}. */
    @Override
    public String toString() {
      return "%s: %s, %s, %s; %s"
          .formatted(
              name,
              Figures.counted(book.prices().size(), "price"),
              Figures.counted(book.pools().size(), "pool"),
              age(book.checked()),
              book.digest());
    }
  }

  /** What holds; complains about a file with everything that is wrong with it. */
  Book book(Map<String, String> environment) {
    return file.or(() -> named(environment))
        .map(Prices::over)
        .orElseGet(() -> new Book("bundled", PriceBooks.bundled()));
  }

  /** That in a file, and the bundled one below it. */
  static Book over(Path own) {
    return new Book(
        own + " over the bundled one", PriceBooks.over(read(own), PriceBooks.bundled()));
  }

  private static Optional<Path> named(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(VARIABLE))
        .filter(name -> !name.isBlank())
        .map(Path::of);
  }

  /** The book in a file alone. */
  static PriceBook read(Path file) {
    Disk.mustExist(file, "price book");
    try {
      return PriceBooks.read(file);
    } catch (YamlException e) {
      throw Complaint.wrong(String.valueOf(e.getMessage()));
    }
  }

  /** {@code checked 2026-11-09, 13 days ago}. */
  static String age(Optional<LocalDate> checked) {
    return checked
        .map(day -> "checked %s, %s ago".formatted(day, Figures.counted(days(day), "day")))
        .orElse("checked nobody knows when");
  }

  /** How many days ago that was, in UTC. */
  static long days(LocalDate day) {
    return ChronoUnit.DAYS.between(day, LocalDate.now(ZoneOffset.UTC));
  }
}
