package io.waybill.yaml;

import io.waybill.work.Nothing;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What text without quotes means. YAML's versions disagree on {@code NO}, {@code 017} and {@code
 * 1:30}, and so do editors: where such a thing could be taken for something else, quotes are asked
 * for.
 */
final class Plain {
  /** Longer is text: no number is. */
  private static final int LONGEST = 1_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(?:0|[1-9][0-9]*+)(?:\\.[0-9]++)?(?:[eE][-+]?[0-9]{1,5})?");

  private static final Pattern ANYTHING_BUT_TEXT =
      Pattern.compile(
          "|~|null|Null|NULL"
              + "|true|True|TRUE|false|False|FALSE"
              + "|yes|Yes|YES|no|No|NO|on|On|ON|off|Off|OFF"
              + "|[-+]?[0-9][0-9_]*+(?:\\.[0-9_]*+)?(?:[eE][-+]?[0-9]++)?"
              + "|[-+]?\\.[0-9][0-9_]*+(?:[eE][-+]?[0-9]++)?"
              + "|[-+]?0[box][0-9A-Fa-f_]++"
              + "|[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\\.[0-9_]*+)?"
              + "|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

  private Plain() {}

  /** Whether every reader takes it for text. */
  static boolean isText(String plain) {
    return plain.length() > LONGEST || !ANYTHING_BUT_TEXT.matcher(plain).matches();
  }

  /**
   * What it is: a boolean, a long, a decimal, {@link Nothing#NOTHING} or text; empty if readers
   * disagree.
   */
  static Optional<Object> value(String plain) {
    return switch (plain) {
      case "", "null", "~" -> Optional.of(Nothing.NOTHING);
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> isText(plain) ? Optional.of(plain) : number(plain).map(number -> number);
    };
  }

  /** A long if it is a whole number that fits, else a decimal; empty if JSON has no such number. */
  static Optional<Number> number(String plain) {
    if (plain.length() > LONGEST || !NUMBER.matcher(plain).matches()) {
      return Optional.empty();
    }
    var decimal = new BigDecimal(plain);
    boolean whole = plain.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
    return Optional.of(
        whole && decimal.toBigInteger().bitLength() < 64 ? (Number) decimal.longValue() : decimal);
  }
}
