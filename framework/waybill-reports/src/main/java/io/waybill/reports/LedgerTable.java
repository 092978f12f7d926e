package io.waybill.reports;

import io.waybill.ledger.Charge;
import io.waybill.ledger.Figures;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.Quote;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Waybill;
import io.waybill.work.Usage;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every posting, and what priced it. */
final class LedgerTable {
  /** More would not open; the run's JSON has them all. */
  private static final int MOST = 5000;

  private final Columns table;
  private final Waybill waybill;

  private LedgerTable(Columns table, Waybill waybill) {
    this.table = table;
    this.waybill = waybill;
  }

  static void on(Markup page, Waybill waybill) {
    var postings = waybill.ledger().postings();
    page.open("section", "id", "ledger", "aria-labelledby", "ledger-title");
    page.element("h2", "Ledger", "id", "ledger-title");
    page.element(
        "p",
        "Every attempt, in the order they ended. Rates are dollars per million tokens, per request,"
            + " or per hour of a machine; each posting was rounded once.",
        "class",
        "note");
    if (postings.size() > MOST) {
      page.element(
          "p",
          "The first %,d of %,d postings; 'waybill trace FILE --json' has all. The sums are of all."
              .formatted(MOST, postings.size()));
    }
    var table = new LedgerTable(Columns.open(page, "Ledger: every posting", columns()), waybill);
    postings.stream().limit(MOST).forEach(table::row);
    table.table.foot();
    total(page, waybill);
    page.close("section");
  }

  private static List<Columns.Column> columns() {
    return List.of(
        Columns.words("step"),
        Columns.number("attempt"),
        Columns.words("role"),
        Columns.words("fate"),
        Columns.words("provider / model"),
        Columns.number("input"),
        Columns.number("cache read"),
        Columns.number("cache write"),
        Columns.number("output"),
        Columns.number("reasoning"),
        Columns.number("engine s"),
        Columns.number("cost"),
        Columns.words("basis"),
        Columns.words("rate"),
        Columns.words("price"),
        Columns.words("source"),
        Columns.words("remarks"));
  }

  private void row(Posting posting) {
    var usage = posting.usage();
    table.row(posting.fate() == Posting.Fate.USED ? "" : "wasted");
    table.head(posting.path()).number("" + posting.attempt(), posting.attempt());
    table.texts(word(posting.how().role()), word(posting.fate()), billedBy(posting));
    table.count(usage.input() - usage.cacheRead() - usage.cacheWrite());
    table.count(usage.cacheRead()).count(usage.cacheWrite());
    table.count(usage.output() - usage.reasoning()).count(usage.reasoning());
    long engine = posting.billed().engine().toNanos();
    table.nanos(engine == 0 ? -1 : engine);
    cost(posting);
    table.texts(word(usage.basis()));
    priced(posting);
    table.texts(remarks(posting)).end();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static String billedBy(Posting posting) {
    var usage = posting.usage();
    return usage.provider().isEmpty()
        ? posting.work().display()
        : usage.provider() + " / " + usage.model();
  }

  private void cost(Posting posting) {
    var cost = posting.cost();
    if (cost.unpriced() > 0) {
      table.raw("<td class=\"n\" data-n=\"\">unpriced</td>");
    } else {
      table.number(Figures.money(cost), cost.known().nanoUsd());
    }
  }

  /** By what rate, of which price, read where and checked when. */
  private void priced(Posting posting) {
    var usage = posting.usage();
    var rates =
        waybill.prices().charges(posting.work(), posting.billed(), waybill.began(posting)).stream()
            .map(LedgerTable::rate)
            .collect(Collectors.joining(", "));
    if (usage.basis() == Usage.Basis.NOTHING || usage.basis() == Usage.Basis.UNKNOWN) {
      table.texts("", "", "");
      return;
    }
    if (usage.provider().isEmpty()) {
      var pool = waybill.prices().pool(posting.work().pool());
      table.texts(
          rates,
          pool.map(machine -> "pool " + machine.name()).orElse(""),
          pool.map(machine -> source(machine.source(), machine.checked())).orElse(""));
      return;
    }
    var quote = waybill.prices().quote(usage.provider(), usage.model(), waybill.began(posting));
    table.texts(
        rates,
        quote.map(LedgerTable::named).orElse(""),
        quote.map(Quote::price).map(LedgerTable::source).orElse(""));
  }

  private static String rate(Charge charge) {
    var unit =
        switch (charge.kind()) {
          case INPUT -> "in";
          case CACHE_READ -> "cache read";
          case CACHE_WRITE -> "cache write";
          case OUTPUT -> "out";
          case REASONING -> "reasoning";
          case REQUEST -> "a request";
          case ENGINE -> "an hour";
        };
    return charge.rate().stripTrailingZeros().toPlainString() + " " + unit;
  }

  private static String named(Quote quote) {
    return quote.times().compareTo(BigDecimal.ONE) == 0
        ? quote.price().id()
        : quote.price().id() + " × " + quote.times().toPlainString();
  }

  private static String source(Price price) {
    return source(price.source(), price.checked());
  }

  static String source(String source, Optional<LocalDate> checked) {
    var day = checked.map(date -> "checked " + date).orElse("");
    return source.isEmpty() || day.isEmpty() ? source + day : source + ", " + day;
  }

  private static String remarks(Posting posting) {
    var how = posting.how();
    var remarks = new java.util.ArrayList<String>();
    how.error().ifPresent(error -> remarks.add("failed: " + error));
    if (!how.since().isEmpty()) {
      remarks.add("since " + how.since());
    }
    remarks.addAll(Receipt.flags(posting));
    return String.join("; ", remarks);
  }

  private static void total(Markup page, Waybill waybill) {
    var usages = waybill.ledger().postings().stream().map(Posting::billed).toList();
    long read = usages.stream().mapToLong(Usage::cacheRead).sum();
    long written = usages.stream().mapToLong(Usage::cacheWrite).sum();
    long reasoning = usages.stream().mapToLong(Usage::reasoning).sum();
    long input = usages.stream().mapToLong(Usage::input).sum() - read - written;
    long output = usages.stream().mapToLong(Usage::output).sum() - reasoning;
    long engine = usages.stream().mapToLong(usage -> usage.engine().toNanos()).sum();
    page.open("tr").element("th", "total", "scope", "row");
    for (int i = 0; i < 4; i++) {
      page.element("td", "");
    }
    for (long sum : new long[] {input, read, written, output, reasoning}) {
      page.element("td", String.format(Locale.ROOT, "%,d", sum), "class", "n");
    }
    page.element("td", Figures.seconds(engine), "class", "n");
    var total = waybill.ledger().total();
    page.element(
        "td",
        Figures.money(total),
        "class",
        "n",
        "id",
        "ledger-total",
        "data-n",
        Long.toString(total.known().nanoUsd()));
    for (int i = 0; i < 5; i++) {
      page.element("td", "");
    }
    page.close("tr").close("tfoot").close("table").close("div");
  }
}
