package io.waybill.prices;

import io.waybill.ledger.PriceBook;
import io.waybill.yaml.YamlException;
import io.waybill.yaml.YamlKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Price books as YAML files, and the one that comes with Waybill. */
public final class PriceBooks {
  static final String BEGINS = "price_book: 1";

  private static final String BUNDLED = "prices.yaml";

  private PriceBooks() {}

  /** Read once, when somebody first asks. */
  private static final class Once {
    static final PriceBook BOOK = readBundled();
  }

  /**
   * The common models at their providers, and the pool {@code cpu}: facts with source and date,
   * taken over on one day. Whoever pays looks at the providers' own pages.
   */
  public static PriceBook bundled() {
    return Once.BOOK;
  }

  private static PriceBook readBundled() {
    try (var in = PriceBooks.class.getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new IllegalStateException("the jar has no " + BUNDLED);
      }
      return read(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a price book.
   *
   * @throws YamlException with every problem there is, two prices for the same calls among them
   */
  public static PriceBook read(Path file) {
    return YamlKeys.read(file, BEGINS, keys -> new BookReader(keys).book());
  }

  /**
   * The same for a text.
   *
   * @param name what messages call it
   */
  public static PriceBook read(String name, String text) {
    return YamlKeys.read(name, text, BEGINS, keys -> new BookReader(keys).book());
  }

  /** Writes a book so that {@link #read} gives an equal one. */
  public static String write(PriceBook book) {
    return BookWriter.write(book);
  }

  /**
   * One book over another, as one. A price below gives way, for as long as the other holds, where
   * one above matches all that it does, or as closely; a pool or a fixed cost below, to one of the
   * same name. Multipliers of both hold for prices of both. It was checked when the one was that
   * was longer ago.
   */
  public static PriceBook over(PriceBook above, PriceBook below) {
    return Stack.of(above, below);
  }
}
