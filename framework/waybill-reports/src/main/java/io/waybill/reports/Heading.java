package io.waybill.reports;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Figures;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Waybill;
import io.waybill.work.Usage;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** What was run, how it ended, and what it came to. */
final class Heading {
  private final Markup page;
  private final Waybill waybill;
  private final Receipt receipt;

  private Heading(Markup page, Waybill waybill, Receipt receipt) {
    this.page = page;
    this.waybill = waybill;
    this.receipt = receipt;
  }

  static void on(Markup page, Waybill waybill, Receipt receipt) {
    var heading = new Heading(page, waybill, receipt);
    page.open("header").open("h1").text(waybill.plan());
    var status = waybill.status().name().toLowerCase(Locale.ROOT);
    page.raw(" ").element("span", status, "class", "badge " + status, "id", "status").close("h1");
    page.open("p", "class", "lead").text("Receipt of run ").element("code", waybill.run());
    page.text(", started ").element("time", waybill.started().toString()).close("p");
    waybill
        .failure()
        .ifPresent(why -> page.element("p", why.toString(), "class", "failure", "id", "failure"));
    heading.links();
    heading.totals();
    page.close("header");
  }

  private void links() {
    page.open("nav", "aria-label", "on this page");
    List.of("waterfall", "steps", "plan", "ledger", "money", "time", "prices")
        .forEach(part -> page.element("a", part, "href", "#" + part).raw(" "));
    page.close("nav");
  }

  private void totals() {
    var timing = receipt.timing();
    var total = waybill.ledger().total();
    page.open("section", "aria-label", "totals").open("dl", "class", "totals");
    nanos("wall", timing.wall().toNanos(), "from start to end");
    total("cost", total, coverage());
    var wasted = waybill.ledger().wasted();
    total("wasted", wasted, unpriced(wasted) + "failed, cancelled or lost to others");
    nanos("busy", timing.busy().toNanos(), "at least one call in service");
    nanos("queue", timing.queue().toNanos(), "waiting for a turn, added up");
    nanos("critical path", timing.longest().toNanos(), path());
    tokens();
    checked();
    page.close("dl").close("section");
  }

  private void nanos(String name, long nanos, String note) {
    figure(name, "total-" + name.replace(' ', '-'), nanos, Figures.seconds(nanos) + " s", note);
  }

  private void total(String name, Cost cost, String note) {
    figure(name, "total-" + name, cost.known().nanoUsd(), Figures.money(cost), note);
  }

  private void figure(String name, String id, long exact, String shown, String note) {
    page.open("div").element("dt", name);
    page.open("dd", "id", id, "data-n", Long.toString(exact)).text(shown);
    page.element("small", note).close("dd").close("div");
  }

  private String coverage() {
    long billed =
        waybill.ledger().postings().stream()
            .filter(posting -> posting.usage().basis() != Usage.Basis.NOTHING)
            .count();
    int unpriced = waybill.ledger().total().unpriced();
    return unpriced == 0
        ? "all calls priced"
        : "%d of %d calls priced; unpriced is not free".formatted(billed - unpriced, billed);
  }

  private static String unpriced(Cost cost) {
    return cost.unpriced() == 0 ? "" : "and %d unpriced: ".formatted(cost.unpriced());
  }

  private String path() {
    return "and %s s beyond it: orchestration"
        .formatted(Figures.seconds(receipt.timing().orchestration().toNanos()));
  }

  private void tokens() {
    long input = waybill.ledger().postings().stream().mapToLong(one -> one.usage().input()).sum();
    long output = waybill.ledger().postings().stream().mapToLong(one -> one.usage().output()).sum();
    int attempts = waybill.ledger().postings().size();
    int steps = (int) waybill.ledger().postings().stream().map(Posting::path).distinct().count();
    page.open("div").element("dt", "tokens").open("dd");
    page.text(String.format(Locale.ROOT, "%,d + %,d", input, output));
    page.element(
        "small", "read and written, in %d attempts at %d steps".formatted(attempts, steps));
    page.close("dd").close("div");
  }

  private void checked() {
    var checked = waybill.prices().checked();
    page.open("div").element("dt", "prices checked").open("dd");
    page.text(checked.map(LocalDate::toString).orElse("–"));
    var age = checked.map(this::age).orElse("nobody said when");
    page.element("small", age).close("dd").close("div");
  }

  private String age(LocalDate checked) {
    long days =
        ChronoUnit.DAYS.between(checked, waybill.started().atZone(ZoneOffset.UTC).toLocalDate());
    if (days < 0) {
      return "after the run";
    }
    return days == 1 ? "1 day before the run" : days + " days before the run";
  }
}
