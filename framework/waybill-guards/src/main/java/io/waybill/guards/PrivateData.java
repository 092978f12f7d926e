package io.waybill.guards;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds e-mail addresses, phone numbers, payment cards and bank accounts in a text, in time linear
 * in it.
 *
 * <p>Cards must pass Luhn and accounts (IBAN) mod 97. A phone number has no check digit: it must be
 * written like one, so that dates, prices, order numbers and book numbers are left alone; a bare
 * row of digits counts only behind a word such as "phone" or "call".
 */
public final class PrivateData {
  private PrivateData() {}

  /** What a piece of private data is. */
  public enum Kind {
    EMAIL,
    PHONE,
    CARD,
    IBAN;

    /** {@code email}, as placeholders and configurations write it. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A piece of private data.
   *
   * @param from the first character, counted as in {@code String}
   * @param to the one after the last
   */
  public record Finding(Kind kind, int from, int to) {
    boolean overlaps(Finding other) {
      return from < other.to && other.from < to;
    }
  }

  /** From left to right; no two overlap. */
  public static List<Finding> in(CharSequence text) {
    var found = new ArrayList<Finding>();
    found.addAll(Emails.in(text));
    found.addAll(Ibans.in(text));
    found.addAll(Numbers.in(text));
    found.sort(Comparator.comparingInt(Finding::from).thenComparing(Finding::kind));
    return withoutOverlaps(found);
  }

  /** Of two that overlap the one that begins first stays: an account holds digits like a card's. */
  private static List<Finding> withoutOverlaps(List<Finding> found) {
    var kept = new ArrayList<Finding>();
    for (var finding : found) {
      if (kept.isEmpty() || !kept.get(kept.size() - 1).overlaps(finding)) {
        kept.add(finding);
      }
    }
    return List.copyOf(kept);
  }
}
