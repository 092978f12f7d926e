package io.waybill.cli;

import io.waybill.ledger.Price;
import io.waybill.plan.DidYouMean;
import io.waybill.record.Json;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code waybill prices list}: every price of the book. */
@Command(
    name = "list",
    description = "Prints the prices: dollars per million tokens, and per request.",
    mixinStandardHelpOptions = true)
final class PricesList implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Option(
      names = "--provider",
      paramLabel = "X",
      description = "Only those of one: as ids begin, or as it is billed.")
  private Optional<String> provider = Optional.empty();

  @Option(names = "--json", description = "Print an array of objects.")
  private boolean json;

  @Mixin private Prices prices = new Prices();

  PricesList(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var book = prices.book(environment);
    var chosen = book.book().prices().stream().filter(this::wanted).toList();
    if (chosen.isEmpty() && provider.isPresent()) {
      throw Complaint.wrong(
          "no price of '%s'. %s"
              .formatted(
                  provider.get(), DidYouMean.among(provider.get(), makers(book.book().prices()))));
    }
    if (json) {
      terminal
          .out()
          .println(Json.pretty(Json.of(chosen.stream().map(PricesList::object).toList())));
    } else {
      table(book, chosen);
    }
    return Exit.OK;
  }

  private boolean wanted(Price price) {
    return provider.isEmpty()
        || maker(price).equalsIgnoreCase(provider.get())
        || price.match().provider().equalsIgnoreCase(provider.get());
  }

  private static List<String> makers(List<Price> prices) {
    return prices.stream().map(PricesList::maker).distinct().sorted().toList();
  }

  /** {@code openai} of {@code openai/gpt-4.1-mini}. */
  static String maker(Price price) {
    int slash = price.id().indexOf('/');
    return slash < 0 ? price.id() : price.id().substring(0, slash);
  }

  private void table(Prices.Book book, List<Price> chosen) {
    var out = terminal.out();
    out.println(
        line("id", "input", "cache read", "cache write", "output", "reasoning", "request", ""));
    chosen.forEach(price -> rows(price).map(Shown::safe).forEach(out::println));
    if (provider.isEmpty()) {
      book.book()
          .pools()
          .forEach(
              pool ->
                  out.println(
                      Shown.safe(
                          "pool %s: %s dollars an hour, %s"
                              .formatted(
                                  pool.name(),
                                  pool.perHour().toPlainString(),
                                  Figures.counted(pool.slots(), "slot")))));
    }
    out.println(Shown.safe(book.toString()));
  }

  private static Stream<String> rows(Price price) {
    var days =
        Stream.of(price.from().map(day -> "from " + day), price.to().map(day -> "to " + day))
            .flatMap(Optional::stream)
            .toList();
    var first = row(price.id(), price.rate(), String.join(" ", days));
    var tiers =
        price.tiers().stream()
            .map(
                tier ->
                    row(
                        "  above %s of input".formatted(Figures.count(tier.above())),
                        tier.rate(),
                        ""));
    var windows =
        price.windows().stream()
            .map(
                window ->
                    row("  %s to %s UTC".formatted(window.from(), window.to()), window.rate(), ""));
    return Stream.concat(Stream.of(first), Stream.concat(tiers, windows));
  }

  private static String row(String name, Price.Rate rate, String days) {
    return line(
        name,
        plain(rate.input()),
        plain(rate.cacheRead()),
        plain(rate.cacheWrite()),
        plain(rate.output()),
        plain(rate.reasoning()),
        rate.request().signum() == 0 ? "–" : plain(rate.request()),
        days);
  }

  private static String line(Object... cells) {
    return String.format(Locale.ROOT, "%-52s %10s %10s %11s %10s %10s %9s  %s", cells)
        .stripTrailing();
  }

  private static String plain(BigDecimal rate) {
    return rate.toPlainString();
  }

  private static Map<String, Object> object(Price price) {
    var object = new LinkedHashMap<String, Object>();
    object.put("id", price.id());
    object.put("provider", price.match().provider());
    object.put("models", price.match().models());
    price.from().ifPresent(day -> object.put("from", day.toString()));
    price.to().ifPresent(day -> object.put("to", day.toString()));
    object.put("rates", rates(price.rate()));
    object.put(
        "tiers",
        price.tiers().stream()
            .map(tier -> Map.of("above", tier.above(), "rates", rates(tier.rate())))
            .toList());
    object.put(
        "windows",
        price.windows().stream()
            .map(
                window ->
                    Map.of(
                        "from", window.from().toString(),
                        "to", window.to().toString(),
                        "rates", rates(window.rate())))
            .toList());
    object.put("source", price.source());
    price.checked().ifPresent(day -> object.put("checked", day.toString()));
    return object;
  }

  /** Decimals in text: no reader makes doubles of them. */
  private static Map<String, String> rates(Price.Rate rate) {
    var rates = new LinkedHashMap<String, String>();
    rates.put("input", plain(rate.input()));
    rates.put("cache_read", plain(rate.cacheRead()));
    rates.put("cache_write", plain(rate.cacheWrite()));
    rates.put("output", plain(rate.output()));
    rates.put("reasoning", plain(rate.reasoning()));
    rates.put("request", plain(rate.request()));
    return rates;
  }
}
