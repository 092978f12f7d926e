package io.waybill.prices;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/** The texts and numbers of a price book; empty for what is none. */
final class Values {
  static final String ANY = "*";
  static final String NO_DOLLARS = "is no amount of dollars: write one such as 0.25, not negative";
  static final String NO_PER =
      "is no number of tokens that prices are for: write 1M tokens or 1k tokens";

  /** A thousand dollars for one token. */
  private static final BigDecimal MOST = new BigDecimal("1000000000");

  private static final Pattern AMOUNT =
      Pattern.compile("[0-9]{1,30}(?:\\.[0-9]{1,60})?(?:[eE][-+]?[0-9]{1,2})?");

  /** By how many digits a price for so many is smaller than one for a million. */
  private static final Map<String, Integer> PER = Map.of("1M tokens", 0, "1k tokens", 3);

  private Values() {}

  static Optional<Integer> first(String format) {
    return Optional.of(1).filter(one -> format.equals("1"));
  }

  /** Exactly what is written, never by way of a double. */
  static Optional<BigDecimal> amount(String written) {
    return AMOUNT.matcher(written).matches()
        ? Optional.of(new BigDecimal(written)).filter(amount -> amount.compareTo(MOST) <= 0)
        : Optional.empty();
  }

  static Optional<BigDecimal> amount(BigDecimal number) {
    return number.signum() < 0 || number.compareTo(MOST) > 0 || number.scale() > 60
        ? Optional.empty()
        : Optional.of(number.scale() < 0 ? number.setScale(0) : number);
  }

  static Optional<Long> tokens(String written) {
    return written.matches("[0-9]{1,15}") ? Optional.of(Long.parseLong(written)) : Optional.empty();
  }

  static Optional<Integer> slots(String written) {
    return written.matches("[1-9][0-9]{0,6}")
        ? Optional.of(Integer.parseInt(written))
        : Optional.empty();
  }

  static Optional<Integer> per(String written) {
    return Optional.ofNullable(PER.get(written));
  }

  static Optional<LocalDate> day(String written) {
    return parsed(written, LocalDate::parse);
  }

  static Optional<LocalTime> time(String written) {
    return parsed(written, LocalTime::parse);
  }

  private static <T> Optional<T> parsed(String written, Function<String, T> parse) {
    try {
      return Optional.of(parse.apply(written));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
