package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * The prices that the command knows by itself: one, an assumption. Our own processor costs 0.18
 * dollars an hour, about what a rented machine of four cores does; a model that is not in the book
 * is unpriced, never free.
 */
final class Prices {
  static final PriceBook BUNDLED =
      PriceBook.of(
          Map.of(), Map.of("cpu", new BigDecimal("0.18")), Optional.of(LocalDate.of(2026, 11, 20)));

  private Prices() {}

  /** The book in a file. */
  static PriceBook read(Path file) {
    Disk.mustExist(file, "price book");
    throw Complaint.wrong("no price book can be read yet: " + file);
  }
}
