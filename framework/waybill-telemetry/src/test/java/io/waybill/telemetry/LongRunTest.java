package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.trace.data.SpanData;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.RandomPlan;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A run with more spans than a trace has room for. */
class LongRunTest {
  private static final int ITEMS = 3_000;

  private final Told told = new Told();
  private final Waybill waybill = run();

  private Waybill run() {
    Work<Integer, Integer> asked =
        Work.described(
            WorkInfo.named("chat.text").model("small").build(),
            (number, call) ->
                Mono.just(
                    Outcome.of(
                        number, Usage.tokens("p", "small", number, 1), Outcome.Kind.GENERATED)));
    Plan<Integer> plan =
        Flow.plan(
            "long",
            flow -> {
              var numbers =
                  flow.call("numbers", flow.input("many", Integer.class), LongRunTest::upTo);
              var each =
                  flow.<Integer, Integer>each(
                      "each", numbers, 4, (body, item) -> body.call("ask", item, asked));
              return flow.call(
                  "sum", each, Work.<List<Integer>, Integer>instant("sum", LongRunTest::sum));
            });
    return LocalEngine.builder()
        .prices(RandomPlan.PRICES)
        .clock(Runs.ticking())
        .listener(Telemetry.of(told.sdk))
        .build()
        .run(plan, Map.of("many", ITEMS))
        .waybill();
  }

  private static int sum(List<Integer> all) {
    return all.stream().mapToInt(n -> n).sum();
  }

  private static List<Integer> upTo(int many) {
    return IntStream.range(0, many).boxed().toList();
  }

  @Test
  void itGoesOnInLinkedTracesEachOfWhichKnowsItsSize() {
    var traces = told.spans().stream().collect(Collectors.groupingBy(SpanData::getTraceId));
    assertTrue(traces.size() > 3);
    var first = told.span("invoke_workflow long");
    for (var trace : traces.values()) {
      var roots = trace.stream().filter(span -> !span.getParentSpanContext().isValid()).toList();
      assertEquals(1, roots.size());
      var root = roots.get(0);
      assertEquals((long) trace.size(), root.getAttributes().get(Names.EXPECTED));
      assertTrue(trace.size() < Drawing.MOST_SPANS + 20, trace.size() + " spans");
      if (!root.equals(first)) {
        assertEquals("each each", root.getName());
        assertEquals(first.getTraceId(), root.getLinks().get(0).getSpanContext().getTraceId());
      }
    }
  }

  @Test
  void itsMoneyStillAddsUpAndItIsDrawnAsItWasLive() {
    long sum =
        Told.values(told.spans(), Names.COST).stream().mapToLong(Objects::requireNonNull).sum();
    assertEquals(waybill.ledger().total().known().nanoUsd(), sum);
    var drawn = Drawing.of(waybill);
    assertEquals(told.spans().size(), drawn.size());
    assertEquals(
        drawn.stream().map(each -> each.name() + each.node().start).sorted().toList(),
        told.spans().stream()
            .map(
                span ->
                    span.getName()
                        + (span.getStartEpochNanos() / 1000 - OtlpJson.micros(waybill.started())))
            .sorted()
            .toList());
  }
}
