package io.waybill.prices;

import io.waybill.ledger.PriceBook;
import java.util.List;

/**
 * What came of somebody else's price list.
 *
 * @param book what could be said exactly
 * @param models how many models the list has
 * @param taken how many of them the book has
 * @param overlaps how many pairs of patterns both match names that no model is known to have: there
 *     the list's first counts, and the book's that says more
 * @param leftOut what it has not, in the order of the list
 */
public record Imported(PriceBook book, int models, int taken, int overlaps, List<LeftOut> leftOut) {
  /**
   * A model that the book has not, or has not all of.
   *
   * @param model {@code openai/whisper-1}; a provider alone for all of its models
   * @param why in words that follow the name
   * @param whole whether it is the model and not some of its names, or of what it is paid for
   */
  public record LeftOut(String model, String why, boolean whole) {
    @Override
    public String toString() {
      return model + " " + why;
    }
  }

  public Imported {
    leftOut = List.copyOf(leftOut);
  }
}
