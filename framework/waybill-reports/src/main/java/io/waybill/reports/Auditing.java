package io.waybill.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Row;
import io.waybill.ledger.Waybill;
import io.waybill.record.WaybillJson;
import io.waybill.work.Usage;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.LongStream;

/** Adds the money of a run's record up anew; its time is {@link AuditOfTime}'s. */
final class Auditing {
  private static final String NANO_USD = " nano-dollars";

  private final JsonNode written;
  private final Waybill waybill;
  private final Receipt receipt;
  private final List<Posting> ledger;
  private final List<Audit.Check> checks = new ArrayList<>();

  Auditing(JsonNode written) {
    this.written = written;
    this.waybill = WaybillJson.read(written);
    this.receipt = Receipt.of(waybill);
    this.ledger = waybill.ledger().postings();
  }

  Audit audit() {
    header();
    sums();
    lines();
    repriced();
    charges();
    tokens();
    used();
    checks.addAll(new AuditOfTime(written, waybill, receipt).checks());
    return new Audit(waybill.run(), waybill.prices().digest(), checks);
  }

  private void header() {
    var check = new Comparing("money: what the header says is in the ledger", NANO_USD);
    written(check, "cost", waybill.ledger().total());
    written(check, "wasted", waybill.ledger().wasted());
    checks.add(check.done());
  }

  private void written(Comparing check, String name, Cost should) {
    check.written(name, written.path(name).path("nano_usd"), should.known().nanoUsd());
    check.written(name + ", unpriced", written.path(name).path("unpriced"), should.unpriced());
  }

  private void sums() {
    var check = new Comparing("money: steps, fates and the receipt add up to the total", NANO_USD);
    var total = waybill.ledger().total();
    var steps = waybill.ledger().byStep().values().stream().reduce(Cost.NOTHING, Cost::plus);
    same(check, "by step", steps, total);
    var fates = new EnumMap<Posting.Fate, Cost>(Posting.Fate.class);
    ledger.forEach(posting -> fates.merge(posting.fate(), posting.cost(), Cost::plus));
    same(check, "by fate", fates.values().stream().reduce(Cost.NOTHING, Cost::plus), total);
    var works = new HashMap<String, Cost>();
    ledger.forEach(one -> works.merge(one.work().display(), one.cost(), Cost::plus));
    same(check, "by work", works.values().stream().reduce(Cost.NOTHING, Cost::plus), total);
    var rows =
        receipt.rows().stream().map(row -> row.sums().cost()).reduce(Cost.NOTHING, Cost::plus);
    same(check, "rows of the receipt", rows, total);
    checks.add(check.done());
  }

  private static void same(Comparing check, String where, Cost sum, Cost total) {
    check.same(
        where, "they add up to", sum.known().nanoUsd(), "the ledger to", total.known().nanoUsd());
    check.that(
        sum.unpriced() == total.unpriced(),
        where,
        sum.unpriced() + " unpriced",
        total.unpriced() + " in the ledger");
  }

  /** No attempt is on two lines, and none is on no line. */
  private void lines() {
    var check = new Comparing("money: every posting stands on the line of its step, once", "");
    var times = new int[ledger.size()];
    var onLines = written.path("lines");
    for (int i = 0; i < onLines.size(); i++) {
      var path = onLines.get(i).path("path").asText();
      for (var position : onLines.get(i).path("attempts")) {
        times[position.intValue()]++;
        var posting = ledger.get(position.intValue());
        check.that(
            posting.path().equals(path),
            "line '%s'".formatted(path),
            "has posting " + position,
            "which is of '%s'".formatted(posting.path()));
      }
    }
    for (int i = 0; i < times.length; i++) {
      check.same(where(i), "is on lines:", times[i], "should be on:", 1);
    }
    checks.add(check.done());
  }

  private void repriced() {
    var check =
        new Comparing("money: every posting costs what the run's own price book says", NANO_USD);
    for (int i = 0; i < ledger.size(); i++) {
      var posting = ledger.get(i);
      var should = price(posting);
      check.same(
          where(i),
          "written",
          posting.cost().known().nanoUsd(),
          "by the price book",
          should.known().nanoUsd());
      check.that(
          posting.cost().unpriced() == should.unpriced(),
          where(i),
          "written unpriced " + posting.cost().unpriced(),
          "by the price book " + should.unpriced());
    }
    checks.add(check.done());
  }

  private Cost price(Posting posting) {
    return posting.usage().basis() == Usage.Basis.NOTHING
        ? Cost.NOTHING
        : waybill.prices().price(posting.work(), posting.billed(), waybill.began(posting));
  }

  private List<Charge> charges(Posting posting) {
    return waybill.prices().charges(posting.work(), posting.billed(), waybill.began(posting));
  }

  private void charges() {
    var check = new Comparing("money: classes of charges add up", NANO_USD);
    var all = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
    for (int i = 0; i < ledger.size(); i++) {
      var own = new EnumMap<Charge.Kind, Long>(Charge.Kind.class);
      charges(ledger.get(i))
          .forEach(one -> own.merge(one.kind(), one.money().nanoUsd(), Math::addExact));
      own.forEach((kind, nano) -> all.merge(kind, nano, Math::addExact));
      compare(check, where(i) + ", ", written.path("ledger").path(i).path("charges"), own);
      long sum = own.values().stream().mapToLong(Long::longValue).sum();
      check.same(
          where(i),
          "its charges add up to",
          sum,
          "it costs",
          ledger.get(i).cost().known().nanoUsd());
    }
    compare(check, "", written.path("charges"), all);
    checks.add(check.done());
  }

  private static void compare(
      Comparing check, String where, JsonNode charges, Map<Charge.Kind, Long> should) {
    if (charges.isMissingNode()) {
      return;
    }
    for (var kind : Charge.Kind.values()) {
      var name = kind.name().toLowerCase(Locale.ROOT);
      check.written(where + "charges." + name, charges.path(name), should.getOrDefault(kind, 0L));
    }
  }

  /** No token is billed twice, and none is forgotten. */
  private void tokens() {
    var check =
        new Comparing("tokens: the classes that were billed are all that were used", " tokens");
    for (int i = 0; i < ledger.size(); i++) {
      var usage = ledger.get(i).usage();
      var charges = charges(ledger.get(i));
      if (!usage.provider().isEmpty() && !charges.isEmpty()) {
        long input = 0;
        long output = 0;
        for (var charge : charges) {
          switch (charge.kind()) {
            case INPUT, CACHE_READ, CACHE_WRITE -> input += charge.quantity();
            case OUTPUT, REASONING -> output += charge.quantity();
            case REQUEST, ENGINE -> {}
          }
        }
        check.same(where(i), "billed as input", input, "read", usage.input());
        check.same(where(i), "billed as output", output, "written", usage.output());
      }
    }
    checks.add(check.done());
  }

  private void used() {
    var check = new Comparing("tokens: what the header says was used is what attempts used", "");
    var header = written.path("used");
    var usages = ledger.stream().map(Posting::usage).toList();
    written(check, header, "input", usages.stream().mapToLong(Usage::input));
    written(check, header, "cache_read", usages.stream().mapToLong(Usage::cacheRead));
    written(check, header, "cache_write", usages.stream().mapToLong(Usage::cacheWrite));
    written(check, header, "output", usages.stream().mapToLong(Usage::output));
    written(check, header, "reasoning", usages.stream().mapToLong(Usage::reasoning));
    written(check, header, "engine_ns", usages.stream().mapToLong(one -> one.engine().toNanos()));
    checks.add(check.done());
  }

  private static void written(Comparing check, JsonNode header, String name, LongStream each) {
    check.written("used." + name, header.path(name), each.sum());
  }

  private String where(int posting) {
    var one = ledger.get(posting);
    return "posting %d, '%s' attempt %d".formatted(posting, one.path(), one.attempt());
  }

  /** Tenths of a percent of a column. */
  static int share(Receipt receipt) {
    return receipt.orchestration() + receipt.rows().stream().mapToInt(Row::share).sum();
  }
}
