package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MetersTest {
  private static final List<String> OURS =
      List.of(
          Names.METRIC_COST,
          Names.STEP_DURATION,
          Names.STEP_QUEUE,
          Names.STEP_TTFT,
          Names.STEP_CRITICAL,
          Names.POOL_BUSY,
          Names.POOL_QUEUE,
          Names.ROUTE_DECISIONS,
          Names.TOKEN_USAGE,
          Names.OPERATION_DURATION,
          Names.TIME_TO_FIRST_CHUNK);

  private static Waybill support(Told told) {
    var time = new VirtualTime();
    time.pass(Support.ms(1));
    var engine =
        LocalEngine.builder()
            .prices(Support.PRICES)
            .clock(time.clock())
            .listener(Telemetry.of(told.sdk))
            .build();
    return time.run(engine, Support.plan(time.scheduler()), Map.of("ticket", "charged twice"))
        .waybill();
  }

  @Test
  void whatTheCounterCountsIsTheLedgersAlthoughNothingIsSampled() {
    var told = new Told(Sampler.alwaysOff());
    var telemetry = Telemetry.of(told.sdk);
    long nano = 0;
    long unpriced = 0;
    for (long seed = 0; seed < 40; seed++) {
      var total = Runs.of(seed, telemetry).ledger().total();
      nano += total.known().nanoUsd();
      unpriced += total.unpriced();
    }
    var metrics = told.reader.collectAllMetrics();
    assertEquals(nano, Told.count(metrics, Names.METRIC_COST));
    assertEquals(unpriced, Told.count(metrics, Names.METRIC_UNPRICED));
    assertEquals(List.of(), told.spans());
    assertTrue(nano > 0 && unpriced > 0);
  }

  @Test
  void everyMetricIsThereAndNoneNamesARun() {
    var told = new Told();
    var waybill = support(told);
    var metrics = told.reader.collectAllMetrics();
    OURS.forEach(name -> Told.metric(metrics, name));
    for (var metric : metrics) {
      for (var point : metric.getData().getPoints()) {
        assertEquals(
            false,
            point.getAttributes().asMap().values().stream()
                .anyMatch(value -> value.toString().contains(waybill.run())),
            metric::getName);
      }
    }
  }

  @Test
  void theBottleneckPoolsAndRoutesAddUp() {
    var told = new Told();
    var waybill = support(told);
    var metrics = told.reader.collectAllMetrics();
    assertEquals(
        waybill.timing().longest().toNanos() / 1e9, seconds(metrics, Names.STEP_CRITICAL), 1e-9);
    var engine =
        waybill.ledger().postings().stream()
            .mapToLong(posting -> posting.usage().engine().toNanos())
            .sum();
    assertEquals(engine / 1e9, seconds(metrics, Names.POOL_BUSY), 1e-9);
    var decision =
        Told.metric(metrics, Names.ROUTE_DECISIONS).getLongSumData().getPoints().iterator().next();
    assertEquals(1, decision.getValue());
    assertEquals("billing", decision.getAttributes().get(Names.CHOSEN));
    assertEquals("intent", decision.getAttributes().get(Names.STEP));
  }

  private static double seconds(Collection<MetricData> metrics, String name) {
    return Told.metric(metrics, name).getDoubleSumData().getPoints().stream()
        .mapToDouble(point -> point.getValue())
        .sum();
  }

  @Test
  void tokensAndTimesAreInOpenTelemetrysHistograms() {
    var told = new Told();
    support(told);
    var metrics = told.reader.collectAllMetrics();
    var tokens = Told.metric(metrics, Names.TOKEN_USAGE);
    assertEquals("{token}", tokens.getUnit());
    var input =
        tokens.getHistogramData().getPoints().stream()
            .filter(point -> "input".equals(point.getAttributes().get(Names.TOKEN_TYPE)))
            .filter(point -> "gpt-4.1-mini".equals(point.getAttributes().get(Names.REQUEST_MODEL)))
            .toList();
    assertEquals(18_400, input.stream().mapToDouble(point -> point.getSum()).sum());
    assertEquals("openai", input.get(0).getAttributes().get(Names.PROVIDER));
    var duration = Told.metric(metrics, Names.OPERATION_DURATION);
    assertEquals("s", duration.getUnit());
    assertEquals(
        1,
        duration.getHistogramData().getPoints().stream()
            .filter(point -> "transient".equals(point.getAttributes().get(Names.ERROR_TYPE)))
            .count());
  }

  @Test
  void aCallThatDoesNotFitTheBudgetIsCounted() {
    var told = new Told();
    var engine = LocalEngine.builder().listener(Telemetry.of(told.sdk)).build();
    var plan =
        io.waybill.dsl.Flow.<String>plan(
            "poor",
            flow ->
                flow.call(
                    "ask",
                    flow.input("x", String.class),
                    Work.<String, String>described(
                        io.waybill.work.WorkInfo.named("chat.text").build(),
                        (text, call) ->
                            Mono.error(
                                new WorkException(
                                    ErrorKind.BUDGET, Usage.NONE, "too expensive")))));
    org.junit.jupiter.api.Assertions.assertThrows(
        io.waybill.run.RunException.class, () -> engine.run(plan, Map.of("x", "hello")));
    assertEquals(1, Told.count(told.reader.collectAllMetrics(), Names.BUDGET_DENIED));
  }
}
