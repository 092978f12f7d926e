package io.waybill.testkit.billing;

/**
 * One line of the provider's bill: what one exchange costs.
 *
 * @param provider which wire it came over: {@code openai}, {@code ollama}, {@code anthropic},
 *     {@code gemini}, {@code mistral}
 * @param model as it was asked for; empty if the exchange was refused
 * @param input all tokens read, the cached ones included
 * @param cached of these, read from a cache
 * @param cacheWrite of these, written to a cache
 * @param output all tokens written, the reasoning ones included
 * @param reasoning of these, reasoning
 * @param nano nano-dollars
 * @param whole whether the answer got to its end
 */
public record Charge(
    String provider,
    String model,
    long input,
    long cached,
    long cacheWrite,
    long output,
    long reasoning,
    long nano,
    boolean whole) {
  static Charge nothing(String provider) {
    return new Charge(provider, "", 0, 0, 0, 0, 0, 0, false);
  }

  static Charge of(String provider, String model, Tokens tokens, Prices prices, boolean whole) {
    return new Charge(
        provider,
        model,
        tokens.input(),
        tokens.cached(),
        tokens.cacheWrite(),
        tokens.output(),
        tokens.reasoning(),
        prices.nano(tokens),
        whole);
  }
}
