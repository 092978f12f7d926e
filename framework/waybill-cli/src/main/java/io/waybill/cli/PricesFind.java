package io.waybill.cli;

import io.waybill.ledger.Charge;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Quote;
import io.waybill.plan.DidYouMean;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill prices find}: which price a call has, why, and what such a call costs. */
@Command(
    name = "find",
    description = "Says which price holds for a model, why, and what a call costs.",
    mixinStandardHelpOptions = true)
final class PricesFind implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(
      index = "0",
      paramLabel = "PROVIDER/MODEL",
      description = "As ids are, or as it is billed: openai/gpt-4.1-mini.")
  private String name = "";

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When the call begins: 2026-11-20, or 2026-11-20T16:30:00Z; by default now.")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--tokens",
      paramLabel = "COUNTS",
      description = "What the call uses: in=1000,cached=200,written=0,out=300,reasoning=0.")
  private Optional<String> tokens = Optional.empty();

  @Mixin private Prices prices = new Prices();

  PricesFind(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      throw Complaint.wrong("say who bills and which model: openai/gpt-4.1-mini, found " + name);
    }
    var book = prices.book(environment);
    var when = at.map(PricesFind::time).orElseGet(Instant::now);
    var model = name.substring(slash + 1);
    var counts = tokens.map(Counts::read);
    for (var biller : billers(book.book(), name.substring(0, slash))) {
      var quote = book.book().quote(biller, model, when);
      if (quote.isPresent()) {
        show(new Found(book, biller, model, when, quote.get()), counts);
        return Exit.OK;
      }
    }
    throw Complaint.wrong(unknown(book.book(), when));
  }

  /** A quote, and what it was asked for. */
  private record Found(Prices.Book book, String biller, String model, Instant when, Quote quote) {
    boolean fits(Match match) {
      return fits(match, Optional.empty(), Optional.empty());
    }

    /** A book of nothing else knows it. */
    boolean fits(Match match, Optional<LocalDate> from, Optional<LocalDate> to) {
      var free = Price.Rate.of("0", "0");
      var price = new Price("", match, from, to, free, List.of(), List.of(), "", Optional.empty());
      return new PriceBook(List.of(price), List.of(), List.of(), List.of(), Optional.empty())
          .quote(biller, model, when)
          .isPresent();
    }
  }

  /** Who bills those that ids call so: as it is written, and {@code gcp.gemini} for gemini. */
  private static List<String> billers(PriceBook book, String written) {
    var billed =
        book.prices().stream()
            .filter(price -> PricesList.maker(price).equalsIgnoreCase(written))
            .map(price -> price.match().provider());
    return Stream.concat(Stream.of(written), billed).distinct().toList();
  }

  private String unknown(PriceBook book, Instant when) {
    var ids = book.prices().stream().map(Price::id).distinct().toList();
    var near = DidYouMean.nearest(name, ids).map(id -> " Did you mean '" + id + "'?").orElse("");
    return "no price for %s on %s: a call is unpriced, not free.%s 'waybill prices list' has all"
        .formatted(name, LocalDate.ofInstant(when, ZoneOffset.UTC), near);
  }

  private void show(Found found, Optional<Counts> counts) {
    var out = terminal.out();
    var price = found.quote.price();
    out.println(Shown.safe(price.id()));
    line(out, "for", whom(found));
    days(price).ifPresent(days -> line(out, "holds", days));
    var input = counts.map(Counts::input).orElse(0L);
    line(out, "rates", rates(found.quote.rate(input, found.when)));
    if (found.quote.times().compareTo(BigDecimal.ONE) != 0) {
      line(out, "contracts", contracts(found));
    }
    price
        .tiers()
        .forEach(
            tier ->
                line(
                    out, "above", Figures.count(tier.above()) + " of input: " + list(tier.rate())));
    price
        .windows()
        .forEach(
            window ->
                line(
                    out,
                    "between",
                    "%s and %s UTC: %s"
                        .formatted(window.from(), window.to(), list(window.rate()))));
    line(
        out,
        "source",
        "%s, %s"
            .formatted(
                price.source().isEmpty() ? "nobody says" : price.source(),
                Prices.age(price.checked())));
    line(out, "book", found.book.toString());
    counts.ifPresent(count -> cost(out, found, count));
  }

  private static void line(PrintWriter out, String title, String text) {
    out.println(Shown.safe(String.format(Locale.ROOT, "  %-10s %s", title, text)));
  }

  /** Which pattern fits, and what else would have. */
  private static String whom(Found found) {
    var price = found.quote.price();
    var pattern =
        price.match().models().stream()
            .filter(one -> found.fits(new Match(price.match().provider(), List.of(one))))
            .findFirst()
            .orElse("");
    return "%s, billed by %s: %s"
        .formatted(
            found.model,
            found.biller,
            pattern.indexOf('*') < 0
                ? "named in full"
                : "matches '%s', and nothing says more of it".formatted(pattern));
  }

  private static Optional<String> days(Price price) {
    return price.from().isEmpty() && price.to().isEmpty()
        ? Optional.empty()
        : Optional.of(
            price.from().map(day -> "from " + day).orElse("always")
                + price.to().map(day -> " until " + day + " begins").orElse(""));
  }

  private static String rates(Price.Rate rate) {
    return list(rate) + "; dollars per million tokens";
  }

  private static String list(Price.Rate rate) {
    var request =
        rate.request().signum() == 0 ? "" : ", " + plain(rate.request()) + " each request";
    return "%s input, %s read from a cache, %s written to one, %s output, %s reasoning%s"
        .formatted(
            plain(rate.input()),
            plain(rate.cacheRead()),
            plain(rate.cacheWrite()),
            plain(rate.output()),
            plain(rate.reasoning()),
            request);
  }

  private static String contracts(Found found) {
    var why =
        found.book.book().multipliers().stream()
            .filter(each -> found.fits(each.match(), each.from(), each.to()))
            .map(Multiplier::why)
            .filter(reason -> !reason.isEmpty())
            .distinct()
            .toList();
    return "× %s%s, in these rates"
        .formatted(plain(found.quote.times()), why.isEmpty() ? "" : ": " + String.join(", ", why));
  }

  private static void cost(PrintWriter out, Found found, Counts counts) {
    var usage = counts.usage(found.biller, found.model);
    out.println("  such a call: " + found.quote.price(usage, found.when));
    found.quote.charges(usage, found.when).stream()
        .filter(charge -> charge.quantity() > 0)
        .forEach(charge -> out.println("    " + part(charge)));
  }

  private static String part(Charge charge) {
    return "%s %s at %s: %s"
        .formatted(
            Figures.count(charge.quantity()),
            charge.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '),
            plain(charge.rate()),
            charge.money());
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static Instant time(String written) {
    try {
      return written.indexOf('T') < 0
          ? LocalDate.parse(written).atTime(12, 0).toInstant(ZoneOffset.UTC)
          : Instant.parse(written);
    } catch (DateTimeException e) {
      throw Complaint.wrong(
          "--at takes a day or a time in UTC, 2026-11-20 or 2026-11-20T16:30:00Z, found "
              + Shown.brief(written, 40));
    }
  }
}
