package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Policy;
import io.waybill.run.EngineClock;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Work;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import reactor.core.scheduler.Schedulers;

/**
 * What came of a run that met a fault.
 *
 * @param kind of the failure; a dash if it went well in the end
 * @param attempts how many were made, of at most three
 * @param bill what is on the bill for the attempts that met it
 * @param said the failure's words
 */
record Happened(String kind, int attempts, String bill, String said, Duration took) {
  /** Runs a step that may be tried twice more, and holds its ledger against the provider's bill. */
  static Happened when(Fault fault, Way way) throws Exception {
    Ended ended;
    Duration took;
    Optional<BillingProvider> biller;
    try (var scene = fault.world().of(way);
        var http = waiting(fault.patience())) {
      long began = System.nanoTime();
      ended = run(way.chat(scene.url(), http).text());
      took = Duration.ofNanos(System.nanoTime() - began);
      biller = scene.biller();
    }
    // it is closed: from now on nothing of its bill changes
    biller.ifPresent(provider -> same(provider.bill(), ended.waybill));
    var postings = ended.waybill.ledger().postings();
    var failed = postings.stream().filter(one -> one.fate() == Posting.Fate.FAILED).toList();
    var met = failed.isEmpty() ? postings : failed;
    var kinds =
        met.stream()
            .flatMap(one -> one.how().error().stream())
            .map(Enum::name)
            .distinct()
            .collect(Collectors.joining(" "));
    var bills = met.stream().map(Happened::bill).distinct().collect(Collectors.joining(" or "));
    return new Happened(kinds.isEmpty() ? "–" : kinds, postings.size(), bills, ended.said, took);
  }

  private static Http waiting(Duration patience) {
    return Http.builder()
        .firstByte(patience)
        .idle(patience)
        .total(patience.multipliedBy(3))
        .build();
  }

  private record Ended(Waybill waybill, String said) {}

  private static Ended run(Work<String, String> work) {
    var plan =
        Flow.<String>plan(
            "fault",
            flow -> flow.call("ask", flow.input("text", String.class), work, Policy.NONE.retry(2)));
    var engine =
        LocalEngine.builder()
            .prices(prices())
            .clock(EngineClock.of(Schedulers.parallel(), () -> 0)) // no wait but what is asked for
            .build();
    try {
      return new Ended(engine.run(plan, Map.of("text", "How long is it?")).waybill(), "");
    } catch (RunException e) {
      return new Ended(e.waybill(), e.failure().message());
    }
  }

  private static PriceBook prices() {
    var rate =
        new Price.Rate(
            BigDecimal.valueOf(Fault.PRICES.input(), 9),
            BigDecimal.valueOf(Fault.PRICES.cached(), 9),
            BigDecimal.valueOf(Fault.PRICES.cacheWrite(), 9),
            BigDecimal.valueOf(Fault.PRICES.output(), 9));
    return PriceBook.of(Map.of(Way.MODEL, rate), Map.of(), Optional.empty());
  }

  /** To the nano-dollar; where an attempt has no price, no more than the provider has. */
  private static void same(long bill, Waybill waybill) {
    var total = waybill.ledger().total();
    if (total.unpriced() == 0) {
      assertEquals(bill, total.known().nanoUsd(), waybill::toString);
    } else {
      assertTrue(total.known().nanoUsd() <= bill, waybill::toString);
    }
  }

  private static String bill(Posting posting) {
    return switch (posting.usage().basis()) {
      case NOTHING -> "nothing";
      case UNKNOWN -> "unknown";
      case REPORTED -> "as reported";
      case INCONSISTENT -> "made to fit";
      case COUNTED -> "as counted";
    };
  }
}
