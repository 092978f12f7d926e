package io.waybill.testkit.billing;

/**
 * How many tokens one exchange took, as the provider counts them.
 *
 * @param input all tokens read
 * @param cached of these, read from a cache
 * @param cacheWrite of these, written to a cache
 * @param output all tokens written
 * @param reasoning of these, reasoning that nobody sees
 */
public record Tokens(long input, long cached, long cacheWrite, long output, long reasoning) {
  static final Tokens NONE = of(0, 0);

  public Tokens {
    if (input < 0 || cached < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
      throw new IllegalArgumentException("tokens are counted from 0 on");
    }
  }

  /** None of them cached, none reasoning. */
  public static Tokens of(long input, long output) {
    return new Tokens(input, 0, 0, output, 0);
  }

  /** Whether the parts are no more than the whole. */
  boolean consistent() {
    return cached + cacheWrite <= input && reasoning <= output;
  }

  /** The same, broken off after so much output. */
  Tokens cutOffAfter(long sent) {
    return new Tokens(input, cached, cacheWrite, sent, 0);
  }
}
