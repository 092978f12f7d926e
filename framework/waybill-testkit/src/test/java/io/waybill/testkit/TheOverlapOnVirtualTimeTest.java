package io.waybill.testkit;

import static io.waybill.dsl.Bind.sentences;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Two chained models at 100 tokens a second, with and without overlap, and what receipts say. */
class TheOverlapOnVirtualTimeTest {
  /** 160 tokens in 8 sentences. */
  private static final String DRAFT = ("One" + " word".repeat(18) + " more. ").repeat(8);

  private static final Pace SPEED =
      new Pace(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(10));

  private final VirtualTime time = new VirtualTime();
  private final LocalEngine engine =
      LocalEngine.builder()
          .clock(time.clock())
          .prices(
              PriceBook.of(
                  Map.of("small", Price.Rate.of("0.4", "1.6")), Map.of(), Optional.empty()))
          .build();

  private ScriptedModel<String> model() {
    return ScriptedModel.<String>named("maker", "small").at(SPEED).on(time.scheduler());
  }

  private Waybill run(Plan<?> plan) {
    return time.run(engine, plan, Map.of("topic", "words")).waybill();
  }

  private Waybill chained() {
    return run(
        Flow.plan(
            "chained",
            flow -> {
              var topic = flow.input("topic", String.class);
              var draft = flow.call("draft", topic, model().answers(DRAFT));
              return flow.call("translate", draft, model().by((text, call) -> Speech.of(text)));
            }));
  }

  private Waybill overlapping(int atMost) {
    return run(
        Flow.plan(
            "overlapping",
            flow -> {
              var topic = flow.input("topic", String.class);
              var draft = flow.call("draft", topic, model().answers(DRAFT));
              return flow.each(
                  "translate",
                  sentences(draft),
                  atMost,
                  (item, sentence) ->
                      item.call("say", sentence, model().by((text, call) -> Speech.of(text))));
            }));
  }

  @Test
  void aChainThatOverlapsIsDoneMuchEarlier() {
    var one = chained();
    var other = overlapping(4);
    assertEquals(Duration.ofMillis(2 * (50 + 159 * 10)), one.wall());
    assertEquals(Duration.ofMillis(50 + 159 * 10 + 50 + 19 * 10), other.wall());
    System.out.println(one);
    System.out.println(other);
    assertTrue(other.wall().toMillis() * 100 < one.wall().toMillis() * 58, "42 % earlier");
    assertEquals(
        one.ledger().postings().get(0).cost(),
        other.ledger().postings().stream()
            .filter(posting -> posting.path().equals("draft"))
            .findFirst()
            .orElseThrow()
            .cost());
  }

  @Test
  void theReceiptShowsThatTheyOverlapAndItsPathAddsUp() {
    for (int atMost : new int[] {1, 2, 4}) {
      var receipt = overlapping(atMost).toString();
      var draft = row(receipt, "draft");
      var first = row(receipt, "[0]/say");
      assertTrue(last(draft) > first.indexOf('█'), receipt);
      var percent =
          Pattern.compile("(?m)\\s(\\d+\\.\\d)\\s+[–\\d.]*$")
              .matcher(receipt)
              .results()
              .map(found -> new BigDecimal(found.group(1)))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertEquals(new BigDecimal("100.0"), percent, receipt);
    }
  }

  private static String row(String receipt, String step) {
    return receipt.lines().filter(line -> line.contains(step)).findFirst().orElseThrow();
  }

  private static int last(String row) {
    return row.lastIndexOf('█');
  }

  @Test
  void aFasterFirstModelSavesAtLeastWhatTheReceiptSays() {
    var timing = overlapping(1).timing();
    var draft = timing.lines().get(0);
    assertTrue(draft.critical());
    assertEquals(
        List.of(), timing.lines().stream().filter(line -> line.saved(2).isNegative()).toList());
    // with one at a time it is only waited for up to its first sentence
    assertEquals(Duration.ofMillis(50 + 20 * 10), draft.wall());
    assertEquals(Duration.ofMillis(250), draft.drag());
    assertEquals(Duration.ofMillis(125), draft.saved(2));
  }
}
