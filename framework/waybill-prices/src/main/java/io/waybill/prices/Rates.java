package io.waybill.prices;

import io.waybill.ledger.Price;
import io.waybill.yaml.YamlKeys;
import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The rates of one entry.
 *
 * @param shift by how many digits they are smaller than those for a million tokens
 */
record Rates(int shift) {
  /** The rate that stands under {@code rates}. */
  Optional<Price.Rate> of(YamlKeys keys) {
    keys.needs("rates");
    return keys.inner("rates").flatMap(this::rate);
  }

  private Optional<Price.Rate> rate(YamlKeys rates) {
    rates.needs("input");
    rates.needs("output");
    var input = tokens(rates, "input");
    var read = tokens(rates, "cache_read");
    var write = tokens(rates, "cache_write");
    var output = tokens(rates, "output");
    var reasoning = tokens(rates, "reasoning");
    var request = rates.value("request", Values::amount, Values.NO_DOLLARS);
    rates.refuseUnknown();
    return input.flatMap(
        in ->
            output.map(
                out ->
                    new Price.Rate(
                        in,
                        read.orElse(in),
                        write.orElse(in),
                        out,
                        reasoning.orElse(out),
                        request.orElse(BigDecimal.ZERO))));
  }

  private Optional<BigDecimal> tokens(YamlKeys rates, String key) {
    return rates
        .value(key, Values::amount, Values.NO_DOLLARS)
        .map(rate -> shift == 0 ? rate : rate.movePointRight(shift));
  }

  List<Price.Tier> tiers(YamlKeys entry) {
    var tiers = new ArrayList<Price.Tier>();
    for (var item : entry.items("tiers")) {
      item.needs("above");
      var above = item.value("above", Values::tokens, "is no number of tokens: write 200000");
      var rate = of(item);
      item.refuseUnknown();
      if (above.isPresent() && rate.isPresent()) {
        tiers.add(new Price.Tier(above.get(), rate.get()));
      }
    }
    return tiers;
  }

  List<Price.Window> windows(YamlKeys entry) {
    var windows = new ArrayList<Price.Window>();
    for (var item : entry.items("windows")) {
      var from = time(item, "from");
      var to = time(item, "to");
      var rate = of(item);
      item.refuseUnknown();
      if (from.isPresent() && to.isPresent() && rate.isPresent()) {
        windows.add(new Price.Window(from.get(), to.get(), rate.get()));
      }
    }
    return windows;
  }

  private static Optional<LocalTime> time(YamlKeys window, String key) {
    return window
        .required(key)
        .flatMap(
            written -> {
              var time = Values.time(written);
              if (time.isEmpty()) {
                window.problem(key, "is no time of day in UTC: write \"16:30\"");
              }
              return time;
            });
  }
}
