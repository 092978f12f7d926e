package io.waybill.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.work.Choice;
import io.waybill.work.EngineTimes;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaybillJsonTest {
  @Test
  void aWaybillComesBackAsItWasToTheLastDigit() {
    var waybill = full();
    var text = Json.line(WaybillJson.of(waybill));
    assertEquals(waybill, WaybillJson.read(Json.parse(text)));
  }

  @Test
  void aRealRunComesBackAndItsReceiptIsTheSame() {
    var waybill = LocalEngine.create().run(rescued(), Map.of("text", "x")).waybill();
    var back = WaybillJson.read(Json.parse(Json.line(WaybillJson.of(waybill))));
    assertEquals(waybill.toString(), back.toString());
    assertEquals(waybill.lines().size(), back.lines().size());
    assertEquals(waybill.ledger().total(), back.ledger().total());
    assertEquals(waybill.outline(), back.outline());
  }

  private static Plan<String> rescued() {
    return Flow.plan(
        "rescued",
        flow -> {
          var text = flow.input("text", String.class);
          Work<String, String> fails =
              Work.instant(
                  "fails",
                  any -> {
                    throw new IllegalStateException("no luck");
                  });
          return flow.rescue(
              flow.call("risky", text, fails),
              (b, failure) ->
                  b.call(
                      "sorry", failure, Work.<Failure, String>instant("sorry", Failure::message)));
        });
  }

  @Test
  void aRecordWrittenBeforeChoicesHadGroundsStillReads() {
    var written = WaybillJson.of(full());
    ((ObjectNode) written.at("/lines/0/decision")).remove("grounds");
    var choice = WaybillJson.read(written).lines().get(0).decision().orElseThrow();
    assertEquals("a", choice.label());
    assertEquals(Choice.Grounds.NONE, choice.grounds());
  }

  @Test
  void wholeNumbersBeyondADoubleKeepEveryDigit() {
    var json = Json.line(WaybillJson.of(full()));
    assertTrue(json.contains("\"wall_ns\":9007199254740993"), json);
    assertTrue(json.contains("\"nano_usd\":9007199254740995"), json);
  }

  @Test
  void aDamagedWaybillSaysWhichFieldIsWrong() {
    assertEquals(
        "'waybill.ledger[0].fate' should be one of [USED, FAILED, CANCELLED, DISCARDED], found string",
        damaged(waybill -> ((ObjectNode) waybill.at("/ledger/0")).put("fate", "PAID")));
    assertEquals(
        "'waybill.lines[0].attempts[0]' should be a position below 3, found number",
        damaged(
            waybill -> ((ObjectNode) waybill.at("/lines/0")).set("attempts", Json.array().add(7))));
    assertEquals(
        "'waybill.wall_ns' should be a whole number, found nothing",
        damaged(waybill -> waybill.remove("wall_ns")));
    assertEquals(
        "'waybill.started' should be a date or an instant, found string",
        damaged(waybill -> waybill.put("started", "yesterday")));
    assertEquals(
        "'waybill' contradicts itself: confidence must be in [0, 1], is 7.0",
        damaged(waybill -> ((ObjectNode) waybill.at("/lines/0/decision")).put("confidence", 7.0)));
  }

  private static String damaged(java.util.function.Consumer<ObjectNode> damage) {
    var waybill = WaybillJson.of(full());
    damage.accept(waybill);
    return assertThrows(Json.NotJson.class, () -> WaybillJson.read(waybill)).getMessage();
  }

  private static Waybill full() {
    var work =
        WorkInfo.named("chat")
            .version("2")
            .model("small")
            .pool("cpu")
            .labels(Set.of("a", "b"))
            .config(
                Map.of(
                    "temperature", new BigDecimal("0.70"),
                    "stop", List.of("x", true, 12345678901234567L),
                    "nested", Map.of("k", "v")))
            .effects(WorkInfo.Effects.CONSEQUENTIAL)
            .location(WorkInfo.Location.EXTERNAL)
            .trust(WorkInfo.Trust.UNTRUSTED)
            .privacy(WorkInfo.Privacy.CLEARED)
            .build();
    var failed =
        new Posting(
            "intent:billing/",
            "answer",
            1,
            work,
            Posting.Fate.FAILED,
            Usage.UNKNOWN,
            Cost.UNPRICED,
            10,
            20,
            30,
            Posting.Marks.NONE,
            new Posting.How(
                Posting.Role.FIRST, "", Optional.of(ErrorKind.STALLED), Origin.OWN, 120));
    var used =
        new Posting(
            "intent:billing/",
            "answer",
            2,
            work,
            Posting.Fate.USED,
            new Usage(
                "openai", "small", 100, 20, 10, 50, 5, Duration.ofNanos(7), Usage.Basis.REPORTED),
            Cost.of(new Money(9007199254740995L)),
            40,
            50,
            9007199254740993L,
            new Posting.Marks(
                41,
                42,
                43,
                -1,
                2,
                List.of(50L, 9007199254740993L),
                Optional.of(
                    new EngineTimes(
                        "ollama",
                        Optional.empty(),
                        Optional.of(Duration.ofNanos(3)),
                        Optional.of(Duration.ZERO),
                        Optional.of(Duration.ofNanos(9007199254740993L)))),
                9007199254740991L),
            new Posting.How(
                Posting.Role.CACHED,
                "STALLED: no answer within 8000 ms",
                Optional.empty(),
                new Origin(
                    "3k9x", "draft", 1, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"),
                0));
    var beaten =
        new Posting(
            "intent:billing/",
            "answer",
            3,
            work,
            Posting.Fate.DISCARDED,
            Usage.NONE,
            Cost.NOTHING,
            40,
            50,
            60,
            Posting.Marks.NONE,
            new Posting.How(Posting.Role.HEDGE, "", Optional.empty(), Origin.OWN, 0));
    var line =
        new Waybill.Line(
            "intent:billing/answer",
            List.of("intent", "facts"),
            List.of(failed, beaten, used),
            Optional.of(
                new Choice("a", 0.1 + 0.2, Map.of("b", 1e-17), "nearest example")
                    .on(
                        new Choice.Grounds(
                            "gain", "quality", Optional.of(new Money(9007199254740993L)), 0.3))),
            Optional.of(Outcome.Kind.QUOTED),
            List.of(new Source("returns.md", 120, 380, "sha256:00")));
    return new Waybill(
        "run-1",
        "support",
        Instant.parse("2026-11-22T01:02:03.123456789Z"),
        Duration.ofNanos(9007199254740993L),
        Waybill.Status.FAILED,
        Optional.of(
            new Failure("intent:billing/answer", ErrorKind.REFUSED, "no \"thanks\"\n", null)),
        List.of(line),
        List.of(
            new Waybill.Group("intent", Shape.ROUTE, "billing"),
            new Waybill.Group("answer", Shape.RACE, "small")),
        new Ledger(List.of(failed, used, beaten)),
        List.of(
            new Waybill.Scored(
                "check", new Score("grounding", 0.875, "supported", Score.Origin.RULE))),
        prices(),
        List.of(
            new PoolUse(
                prices().pools().get(0),
                Duration.ofNanos(7),
                Duration.ofNanos(9007199254740993L),
                Duration.ofNanos(5))),
        new Outline(
            List.of(
                new Outline.Node(
                    "intent", "", "", Outline.Kind.ROUTE, "minilm @cpu", List.of("facts")),
                new Outline.Node(
                    "intent:billing/answer",
                    "intent",
                    "billing",
                    Outline.Kind.CALL,
                    "small",
                    List.of()))));
  }

  private static PriceBook prices() {
    var day = Optional.of(LocalDate.of(2026, 11, 20));
    var rate = Price.Rate.of("0.40", "1.60");
    var dear =
        new Price.Rate(
            new BigDecimal("0.80"),
            new BigDecimal("0.0375"),
            BigDecimal.ONE,
            new BigDecimal("3.2"),
            new BigDecimal("3.3"),
            new BigDecimal("0.01"));
    var match = new Match("openai", List.of("small", "small-*"));
    return new PriceBook(
        List.of(
            new Price(
                "openai/small",
                match,
                day,
                Optional.of(LocalDate.of(2027, 1, 1)),
                rate,
                List.of(new Price.Tier(200_000, dear)),
                List.of(new Price.Window(LocalTime.of(16, 30), LocalTime.of(0, 30), dear)),
                "a page",
                day)),
        List.of(
            new Multiplier(
                match, new BigDecimal("0.85"), Optional.empty(), day, "contract of 2026")),
        List.of(
            new Pool(
                "cpu", new BigDecimal("0.18"), Optional.of(BigDecimal.TEN), 4, "a guess", day)),
        List.of(),
        day);
  }
}
