package io.waybill.reports;

import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Figures;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Waybill;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the money of a run was for, who has it, and the machines of our own. */
final class MoneySection {
  private final Markup page;
  private final Waybill waybill;

  private MoneySection(Markup page, Waybill waybill) {
    this.page = page;
    this.waybill = waybill;
  }

  static void on(Markup page, Waybill waybill) {
    var section = new MoneySection(page, waybill);
    page.open("section", "id", "money", "aria-labelledby", "money-title");
    page.element("h2", "What the money was for", "id", "money-title");
    section.classes();
    section.suppliers();
    if (!waybill.pools().isEmpty()) {
      section.pools();
    }
    page.close("section");
  }

  private void classes() {
    var quantities = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
    var money = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
    for (var posting : waybill.ledger().postings()) {
      var at = waybill.began(posting);
      for (var charge : waybill.prices().charges(posting.work(), posting.billed(), at)) {
        quantities.merge(charge.kind(), charge.quantity(), Long::sum);
        money.merge(charge.kind(), charge.money().nanoUsd(), Long::sum);
      }
    }
    if (money.isEmpty()) {
      page.element("p", "Nothing in this run had a price.", "class", "note");
      return;
    }
    var table =
        Columns.open(
            page,
            "By class of charge",
            List.of(
                Columns.words("class"),
                Columns.number("quantity"),
                Columns.number("cost"),
                Columns.number("%")));
    var shares = shares(money);
    int row = 0;
    for (var kind : money.keySet()) {
      long nano = money.getOrDefault(kind, 0L);
      table.row("").head(name(kind));
      long quantity = quantities.getOrDefault(kind, 0L);
      table.number(quantity(kind, quantity), quantity).number(Figures.money(nano), nano);
      table.number(Figures.percent(shares[row]), shares[row]).end();
      row++;
    }
    table.foot();
    long sum = money.values().stream().mapToLong(Long::longValue).sum();
    page.open("tr").element("th", "priced", "scope", "row").element("td", "");
    var exact = Long.toString(sum);
    page.element("td", Figures.money(sum), "class", "n", "id", "classes-total", "data-n", exact);
    page.element("td", sum(shares), "class", "n").close("tr");
    table.close("tfoot");
  }

  private static int[] shares(Map<?, Long> money) {
    return Figures.tenthsOfPercent(money.values().stream().mapToLong(Long::longValue).toArray());
  }

  private static String sum(int[] shares) {
    return Figures.percent(java.util.Arrays.stream(shares).sum());
  }

  private static String name(Charge.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String quantity(Charge.Kind kind, long quantity) {
    return switch (kind) {
      case INPUT, CACHE_READ, CACHE_WRITE, OUTPUT, REASONING ->
          String.format(Locale.ROOT, "%,d tokens", quantity);
      case REQUEST -> String.format(Locale.ROOT, "%,d requests", quantity);
      case ENGINE -> Figures.seconds(quantity) + " s";
    };
  }

  private void suppliers() {
    var costs = new LinkedHashMap<String, Cost>();
    var calls = new LinkedHashMap<String, Integer>();
    for (var posting : waybill.ledger().postings()) {
      if (!posting.cost().equals(Cost.NOTHING)) {
        var who = LedgerTable.billedBy(posting);
        costs.merge(who, posting.cost(), Cost::plus);
        calls.merge(who, 1, Integer::sum);
      }
    }
    if (costs.isEmpty()) {
      return;
    }
    page.element("h3", "Who has it");
    var table =
        Columns.open(
            page,
            "By who bills it",
            List.of(
                Columns.words("provider / model"),
                Columns.number("attempts"),
                Columns.number("cost")));
    costs.forEach(
        (who, cost) -> {
          table.row("").head(who).count(calls.getOrDefault(who, 0));
          table.number(Figures.sum(cost), cost.known().nanoUsd()).end();
        });
    table.close("tbody");
  }

  private void pools() {
    page.element("h3", "Machines of our own");
    page.element(
        "p",
        "A call pays for its part of the time while it is there, shared with the calls beside it."
            + " How many were there is what this process saw: calls that others made on the same"
            + " machine look like idle time. Idle time is charged to no run.",
        "class",
        "note");
    var table =
        Columns.open(
            page,
            "Machines: seconds from when the first call came until the last had gone",
            List.of(
                Columns.words("pool"),
                Columns.number("this run"),
                Columns.number("other runs"),
                Columns.number("idle"),
                Columns.number("elapsed"),
                Columns.number("$ an hour"),
                Columns.number("energy"),
                Columns.words("price from")));
    waybill.pools().forEach(use -> pool(table, use));
    table.close("tbody");
  }

  private static void pool(Columns table, PoolUse use) {
    var pool = use.pool();
    table.row("").head(pool.name());
    table.nanos(use.share().toNanos()).nanos(use.others().toNanos());
    table.nanos(use.idle().toNanos()).nanos(use.elapsed().toNanos());
    var rate = pool.perHour();
    table.number(rate.toPlainString(), rate.movePointRight(9).longValue());
    use.wattHours()
        .ifPresentOrElse(
            energy -> table.number(Figures.energy(energy), energy.movePointRight(9).longValue()),
            table::none);
    table.texts(LedgerTable.source(pool.source(), pool.checked())).end();
  }
}
