package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Money;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WaybillJsonTest {
  @Test
  void aWaybillComesBackAsItWasToTheLastDigit() {
    var waybill = full();
    var text = Json.line(WaybillWriter.of(waybill));
    assertEquals(waybill, WaybillReader.read(Json.parse(text)));
  }

  @Test
  void aRealRunComesBackAndItsReceiptIsTheSame() {
    var waybill = LocalEngine.create().run(Plans.rescued(), Map.of("text", "x")).waybill();
    var back = WaybillReader.read(Json.parse(Json.line(WaybillWriter.of(waybill))));
    assertEquals(waybill.toString(), back.toString());
    assertEquals(waybill.lines().size(), back.lines().size());
    assertEquals(waybill.ledger().total(), back.ledger().total());
  }

  @Test
  void wholeNumbersBeyondADoubleKeepEveryDigit() {
    var json = Json.line(WaybillWriter.of(full()));
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
    var waybill = WaybillWriter.of(full());
    damage.accept(waybill);
    return assertThrows(Json.NotJson.class, () -> WaybillReader.read(waybill)).getMessage();
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
            new Posting.Marks(41, 42, 43, -1, 2, List.of(50L, 9007199254740993L)),
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
            Optional.of(new Choice("a", 0.1 + 0.2, Map.of("b", 1e-17), "nearest example")),
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
        Optional.of(LocalDate.of(2026, 11, 20)));
  }
}
