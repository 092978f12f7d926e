package io.waybill.testkit.billing;

/**
 * What a model costs, in nano-dollars per million tokens: {@code $0.40} per million is {@code
 * 400_000_000}.
 *
 * <p>An exchange is the exact sum over its tokens, rounded once, half to even, to a nano-dollar.
 * All of it is {@code long} arithmetic, and what does not fit throws.
 *
 * @param input tokens read that no cache had to do with
 * @param cached tokens read from a cache
 * @param cacheWrite tokens read and written to a cache
 * @param output tokens written, the reasoning ones included
 */
public record Prices(long input, long cached, long cacheWrite, long output) {
  /** What a model costs if nobody said. The odd ends make nearly every sum one to be rounded. */
  static final Prices STANDARD = new Prices(37_500_001, 9_375_003, 46_875_007, 150_000_009);

  private static final long MILLION = 1_000_000;

  public Prices {
    if (input < 0 || cached < 0 || cacheWrite < 0 || output < 0) {
      throw new IllegalArgumentException("a price is not negative");
    }
  }

  /** A model that prices cached input like any other. */
  public static Prices of(long input, long output) {
    return new Prices(input, input, input, output);
  }

  /** The price of one exchange in nano-dollars. */
  long nano(Tokens tokens) {
    var plain = tokens.input() - tokens.cached() - tokens.cacheWrite();
    var sum = Math.multiplyExact(input, plain);
    sum = Math.addExact(sum, Math.multiplyExact(cached, tokens.cached()));
    sum = Math.addExact(sum, Math.multiplyExact(cacheWrite, tokens.cacheWrite()));
    sum = Math.addExact(sum, Math.multiplyExact(output, tokens.output()));
    return halfEven(sum);
  }

  private static long halfEven(long millionths) {
    var whole = millionths / MILLION;
    var twice = 2 * (millionths % MILLION);
    var up = twice > MILLION || (twice == MILLION && whole % 2 == 1);
    return up ? whole + 1 : whole;
  }
}
