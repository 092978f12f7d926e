package io.waybill.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a provider takes for some models, and since when.
 *
 * @param id {@code openai/gpt-4.1-mini}: how receipts name it
 * @param match whom it is for
 * @param from the first day on which it holds, in UTC; always, without one
 * @param to the first day on which it no longer does
 * @param rate what it is
 * @param tiers what it is instead for long inputs, the shortest first
 * @param windows what it is instead at some hours; they know no tiers
 * @param source where it was read
 * @param checked when somebody last looked there
 */
public record Price(
    String id,
    Match match,
    Optional<LocalDate> from,
    Optional<LocalDate> to,
    Rate rate,
    List<Tier> tiers,
    List<Window> windows,
    String source,
    Optional<LocalDate> checked) {

  /**
   * Dollars per million tokens, but for the request. Input that was neither read from nor written
   * to a cache has the first.
   *
   * @param reasoning of the output
   * @param request dollars for each request, beside its tokens
   */
  public record Rate(
      BigDecimal input,
      BigDecimal cacheRead,
      BigDecimal cacheWrite,
      BigDecimal output,
      BigDecimal reasoning,
      BigDecimal request) {
    public Rate {
      Stream.of(input, cacheRead, cacheWrite, output, reasoning, request)
          .filter(rate -> rate.signum() < 0)
          .forEach(
              rate -> {
                throw new IllegalArgumentException("nobody pays us: a rate of " + rate);
              });
    }

    /** Reasoning costs what any output does. */
    public Rate(BigDecimal input, BigDecimal cacheRead, BigDecimal cacheWrite, BigDecimal output) {
      this(input, cacheRead, cacheWrite, output, output, BigDecimal.ZERO);
    }

    /** Cached input costs what any other does. */
    public static Rate of(String input, String output) {
      var in = new BigDecimal(input);
      return new Rate(in, in, in, new BigDecimal(output));
    }

    /** So many times that. */
    Rate times(BigDecimal factor) {
      return factor.compareTo(BigDecimal.ONE) == 0
          ? this
          : new Rate(
              input.multiply(factor),
              cacheRead.multiply(factor),
              cacheWrite.multiply(factor),
              output.multiply(factor),
              reasoning.multiply(factor),
              request.multiply(factor));
    }

    BigDecimal dearestInput() {
      return input.max(cacheRead).max(cacheWrite);
    }

    BigDecimal dearestOutput() {
      return output.max(reasoning);
    }
  }

  /**
   * What all tokens of a request cost if its input is longer than this.
   *
   * @param above in tokens
   */
  public record Tier(long above, Rate rate) {}

  /**
   * What requests cost that begin between two hours, in UTC; over midnight if the second is not
   * later than the first.
   */
  public record Window(LocalTime from, LocalTime to, Rate rate) {
    boolean holds(LocalTime at) {
      boolean begun = !at.isBefore(from);
      boolean over = !at.isBefore(to);
      return from.isBefore(to) ? begun && !over : begun || !over;
    }
  }

  public Price {
    tiers = List.copyOf(tiers);
    windows = List.copyOf(windows);
    if (from.isPresent() && to.isPresent() && !from.get().isBefore(to.get())) {
      throw new IllegalArgumentException(
          "'%s' ends on %s, before it begins on %s".formatted(id, to.get(), from.get()));
    }
    for (int i = 1; i < tiers.size(); i++) {
      if (tiers.get(i).above <= tiers.get(i - 1).above) {
        throw new IllegalArgumentException("write the tiers of '%s' upwards".formatted(id));
      }
    }
  }

  /** The same at any time, for whoever bills these models. */
  public static Price of(String model, Rate rate) {
    return new Price(
        model,
        Match.models(model),
        Optional.empty(),
        Optional.empty(),
        rate,
        List.of(),
        List.of(),
        "",
        Optional.empty());
  }

  boolean always() {
    return from.isEmpty() && to.isEmpty();
  }

  boolean holds(LocalDate day) {
    return from.filter(day::isBefore).isEmpty() && to.filter(end -> !day.isBefore(end)).isEmpty();
  }

  boolean meets(Price other) {
    boolean apart =
        to.flatMap(end -> other.from.map(begin -> !begin.isBefore(end))).orElse(false)
            || other.to.flatMap(end -> from.map(begin -> !begin.isBefore(end))).orElse(false);
    return !apart && Glob.of(match.provider()).meets(Glob.of(other.match.provider()));
  }
}
