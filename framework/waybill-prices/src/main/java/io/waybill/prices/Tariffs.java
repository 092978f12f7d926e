package io.waybill.prices;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Price;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a model takes, as a list has it: a number or tiers for each kind of token.
 *
 * @param rate the usual
 * @param tiers what holds for longer inputs
 * @param beside what it takes for what a usage here does not count
 */
record Tariffs(Price.Rate rate, List<Price.Tier> tiers, Set<String> beside) {
  private static final Set<String> COUNTED =
      Set.of(
          "input_mtok",
          "cache_read_mtok",
          "cache_write_mtok",
          "output_mtok",
          "output_reasoning_mtok",
          "requests_kcount");

  /** Sounds, pictures, searches and the like: a call without any is priced exactly. */
  private static final Pattern BESIDE =
      Pattern.compile(
          ".*(?:audio|image|video|searches|document|messages).*|cache_write_(?:5m|1h)_mtok|input_mchars");

  /** Why a model has no tariff here, in words that follow its name. */
  static final class Inexact extends Exception {
    Inexact(String why) {
      super(why, null, false, false);
    }

    String why() {
      return String.valueOf(getMessage());
    }
  }

  static Tariffs of(JsonNode prices) throws Inexact {
    var beside = new TreeSet<String>();
    var starts = new TreeSet<Long>();
    for (var names = prices.fieldNames(); names.hasNext(); ) {
      var name = names.next();
      if (!COUNTED.contains(name)) {
        if (!BESIDE.matcher(name).matches()) {
          throw new Inexact("has a price for '%s', which nobody knows here".formatted(name));
        }
        beside.add(name);
      }
      for (var tier : prices.path(name).path("tiers")) {
        starts.add(start(tier));
      }
    }
    if (!prices.has("input_mtok")) {
      throw new Inexact("has no price for what it reads" + among(beside));
    }
    var tiers = new ArrayList<Price.Tier>();
    for (long start : starts) {
      tiers.add(new Price.Tier(start, rate(prices, start)));
    }
    return new Tariffs(rate(prices, -1), tiers, beside);
  }

  private static String among(Set<String> beside) {
    return beside.isEmpty() ? "" : ", but for " + String.join(", ", beside);
  }

  private static long start(JsonNode tier) throws Inexact {
    var start = tier.path("start");
    if (!start.canConvertToExactIntegral() || start.asLong() < 0) {
      throw new Inexact("has a tier that begins at '%s'".formatted(start.asText()));
    }
    return start.asLong();
  }

  /** What holds from so many tokens on; below all tiers for a negative number. */
  private static Price.Rate rate(JsonNode prices, long start) throws Inexact {
    var input = amount(prices, "input_mtok", start).orElse(BigDecimal.ZERO);
    var read = amount(prices, "cache_read_mtok", start).orElse(input);
    var write = amount(prices, "cache_write_mtok", start).orElse(input);
    // what has no price in the list is not billed by it: embeddings write nothing
    var output = amount(prices, "output_mtok", start).orElse(BigDecimal.ZERO);
    var reasoning = amount(prices, "output_reasoning_mtok", start).orElse(output);
    var request =
        amount(prices, "requests_kcount", start)
            .map(thousand -> thousand.movePointLeft(3))
            .orElse(BigDecimal.ZERO);
    return new Price.Rate(input, read, write, output, reasoning, request);
  }

  private static Optional<BigDecimal> amount(JsonNode prices, String name, long start)
      throws Inexact {
    var price = prices.path(name);
    if (price.isMissingNode() || price.isNull()) {
      return Optional.empty();
    }
    if (!price.isObject()) {
      return Optional.of(amount(price, name));
    }
    var found = amount(price.path("base"), name);
    long highest = -1;
    for (var tier : price.path("tiers")) {
      long begins = start(tier);
      if (begins <= start && begins >= highest) {
        highest = begins;
        found = amount(tier.path("price"), name);
      }
    }
    return Optional.of(found);
  }

  private static BigDecimal amount(JsonNode number, String name) throws Inexact {
    var amount =
        number.isNumber() ? Values.amount(number.decimalValue()) : Optional.<BigDecimal>empty();
    return amount.orElseThrow(
        () -> new Inexact("has '%s' for %s, which is no price".formatted(number.asText(), name)));
  }
}
