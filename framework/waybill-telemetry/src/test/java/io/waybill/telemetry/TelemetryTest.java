package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.waybill.dsl.Flow;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import io.waybill.testkit.Reply;
import io.waybill.testkit.ScriptedWork;
import io.waybill.testkit.VirtualTime;
import io.waybill.work.CallContext;
import io.waybill.work.EngineTimes;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class TelemetryTest {
  private final Told told = new Told();
  private final VirtualTime time = new VirtualTime();

  private Waybill support(Telemetry telemetry) {
    time.pass(Support.ms(1)); // to OpenTelemetry the epoch is no time
    var engine =
        LocalEngine.builder()
            .prices(Support.PRICES)
            .clock(time.clock())
            .listener(telemetry)
            .build();
    return time.run(engine, Support.plan(time.scheduler()), Map.of("ticket", "charged twice"))
        .waybill();
  }

  @Test
  void aRaceIsAroundItsRunnersAndSaysWhoWon() {
    time.pass(Support.ms(1));
    var large = ScriptedWork.<String, String>named("large").says(after(300)).on(time.scheduler());
    var small = ScriptedWork.<String, String>named("small").says(after(100)).on(time.scheduler());
    Plan<String> plan =
        Flow.plan(
            "raced",
            flow -> {
              var question = flow.input("question", String.class);
              return flow.race("answer")
                  .run("large", runner -> runner.call("ask", question, large))
                  .run("small", runner -> runner.call("ask", question, small))
                  .first();
            });
    var engine = LocalEngine.builder().clock(time.clock()).listener(Telemetry.of(told.sdk)).build();
    time.run(engine, plan, Map.of("question", "?"));
    assertEquals(
        """
        invoke_workflow raced
          race answer
            step ask !discarded
              execute_tool large !discarded
            step ask
              execute_tool small
        """,
        tree());
    assertEquals("small", told.span("race answer").getAttributes().get(Names.WINNER));
    assertEquals("discarded", told.span("execute_tool large").getAttributes().get(Names.FATE));
  }

  private static Reply<String> after(long millis) {
    return Reply.of("yes").after(Support.ms(millis));
  }

  @Test
  void aRunIsATreeOfItsStepsAttemptsAndWaits() {
    support(Telemetry.of(told.sdk));
    assertEquals(
        """
        invoke_workflow support
          step redact
            execute_tool guard.redact
          step facts
            retrieval handbook
          route intent
            embeddings minilm
          step answer
            chat gpt-4.1-mini !failed
              wait gpt-4.1-mini
            backoff
            chat gpt-4.1-mini
              wait gpt-4.1-mini
          step check
            chat qwen2.5-7b
              wait gpu0
          step words
            execute_tool words
          each each_word
            item 0
              step upper
                execute_tool tool.upper
            item 1
              step upper
                execute_tool tool.upper
            item 2
              step upper
                execute_tool tool.upper
          step join
            execute_tool join
          loop shorten
            iteration 0
              step cut
                execute_tool tool.cut
            iteration 1
              step cut
                execute_tool tool.cut
          invoke_workflow polish
            step finish
              execute_tool finish
        """,
        tree());
  }

  private String tree() {
    var children = told.spans().stream().collect(Collectors.groupingBy(SpanData::getParentSpanId));
    var text = new StringBuilder();
    for (var root : children.get("0000000000000000")) {
      tree(root, "", children, text);
    }
    return text.toString();
  }

  private static void tree(
      SpanData span, String indent, Map<String, List<SpanData>> children, StringBuilder text) {
    boolean failed = span.getStatus().getStatusCode() == StatusCode.ERROR;
    text.append(indent)
        .append(span.getName())
        .append(failed ? " !" + span.getStatus().getDescription() : "")
        .append('\n');
    children.getOrDefault(span.getSpanId(), List.of()).stream()
        .sorted(
            (one, other) ->
                one.getStartEpochNanos() == other.getStartEpochNanos()
                    ? Long.compare(number(one), number(other))
                    : Long.compare(one.getStartEpochNanos(), other.getStartEpochNanos()))
        .forEach(child -> tree(child, indent + "  ", children, text));
  }

  /** What begins at once is shown as it is written. */
  private static long number(SpanData span) {
    return List.of("step facts", "route intent", "item 0", "item 1", "item 2")
        .indexOf(span.getName());
  }

  @Test
  void anAttemptTellsWhatWasAskedWhatItTookAndWhatItCost() {
    support(Telemetry.of(told.sdk));
    var chat =
        told.spans().stream()
            .filter(span -> span.getName().equals("chat gpt-4.1-mini"))
            .filter(span -> span.getStatus().getStatusCode() != StatusCode.ERROR)
            .findFirst()
            .orElseThrow();
    assertEquals(SpanKind.CLIENT, chat.getKind());
    var expected = new TreeMap<String, String>();
    expected.put("gen_ai.operation.name", "chat");
    expected.put("gen_ai.provider.name", "openai");
    expected.put("gen_ai.request.model", "gpt-4.1-mini");
    expected.put("gen_ai.response.model", "gpt-4.1-mini");
    expected.put("gen_ai.response.time_to_first_chunk", "0.61");
    expected.put("gen_ai.usage.cache_read.input_tokens", "0");
    expected.put("gen_ai.usage.cache_write.input_tokens", "0");
    expected.put("gen_ai.usage.cost.amount", "0.0036896");
    expected.put("gen_ai.usage.cost.currency", "USD");
    expected.put("gen_ai.usage.cost.source", "local");
    expected.put("gen_ai.usage.input_tokens", "9200");
    expected.put("gen_ai.usage.output_tokens", "6");
    expected.put("gen_ai.usage.reasoning.output_tokens", "0");
    expected.put("waybill.attempt", "2");
    expected.put("waybill.attempt.role", "retry");
    expected.put("waybill.attempt.since", "transient");
    expected.put("waybill.cost.input.nano_usd", "3680000");
    expected.put("waybill.cost.nano_usd", "3689600");
    expected.put("waybill.cost.output.nano_usd", "9600");
    expected.put("waybill.exchanges", "1");
    expected.put("waybill.fate", "used");
    expected.put("waybill.kind", "attempt");
    expected.put("waybill.run.id", Objects.requireNonNull(chat.getAttributes().get(Names.RUN)));
    expected.put("waybill.step.id", "answer");
    expected.put("waybill.step.path", "intent:billing/answer");
    expected.put("waybill.time.generation_ns", "100000000");
    expected.put("waybill.time.queue_ns", "270000000");
    expected.put("waybill.time.setup_ns", "0");
    expected.put("waybill.time.tail_ns", "0");
    expected.put("waybill.time.ttft_ns", "610000000");
    expected.put("waybill.usage.basis", "reported");
    assertEquals(expected.toString(), Proto.texts(chat.getAttributes()).toString());
    assertEquals("first_token", chat.getEvents().get(0).getName());
    assertEquals(
        880_000, (chat.getEvents().get(0).getEpochNanos() - chat.getStartEpochNanos()) / 1000, 5.0);
  }

  @Test
  void anAttemptTellsWhereItsEngineSaysTheTimeWent() {
    var times =
        new EngineTimes(
            "vllm",
            Optional.of(Support.ms(40)),
            Optional.empty(),
            Optional.of(Support.ms(2)),
            Optional.of(Support.ms(8)));
    var work =
        Work.described(
            WorkInfo.named("chat.text").model("m").pool("gpu0").build(),
            (String text, CallContext call) -> {
              call.learned(times);
              return Mono.just(Outcome.of(text));
            });
    var plan = Flow.plan("asks", flow -> flow.call("ask", flow.input("x", String.class), work));
    var engine = LocalEngine.builder().listener(Telemetry.of(told.sdk)).build();
    engine.run(plan, Map.of("x", "hello"));
    var chat = told.span("chat m").getAttributes();
    assertEquals("vllm", chat.get(Names.ENGINE));
    assertEquals(40_000_000, chat.get(Names.ENGINE_QUEUE));
    assertNull(chat.get(Names.ENGINE_LOAD));
    assertEquals(2_000_000, chat.get(Names.ENGINE_PREFILL));
    assertEquals(8_000_000, chat.get(Names.ENGINE_DECODE));
  }

  @Test
  void theRootTellsWhatCameOfTheRunAndCanBeSearchedFor() {
    var waybill = support(Telemetry.of(told.sdk));
    var root = told.span("invoke_workflow support");
    var facts = root.getAttributes();
    assertEquals("invoke_workflow", facts.get(Names.OPERATION));
    assertEquals((long) told.spans().size(), facts.get(Names.EXPECTED));
    assertEquals(waybill.ledger().total().known().nanoUsd(), facts.get(Names.COST_TOTAL));
    assertEquals(waybill.ledger().wasted().known().nanoUsd(), facts.get(Names.WASTED));
    assertEquals("0.001-0.01", facts.get(Names.COST_BAND));
    assertEquals("1s-10s", facts.get(Names.LATENCY_BAND));
    assertEquals("2026-08-01", facts.get(Names.PRICES_CHECKED));
    assertEquals(1.0, facts.get(Names.COVERAGE));
    assertEquals("intent:billing/answer", facts.get(Names.BOTTLENECK));
    assertEquals(
        List.of("redact", "facts", "intent:billing/answer", "check"),
        Objects.requireNonNull(facts.get(Names.CRITICAL_PATH)).subList(0, 4));
    assertEquals(
        facts.get(Names.COST_TOTAL),
        List.of("chat", "embeddings", "retrieval", "execute_tool").stream()
            .mapToLong(kind -> Objects.requireNonNull(facts.get(Names.costOf(kind))))
            .sum());
  }

  @Test
  void aRouteTellsWhatItSavedAgainstAModelThatSomebodyNamed() {
    var waybill = support(Telemetry.of(told.sdk).comparedWith("openai", "gpt-4.1"));
    var route = told.span("route intent").getAttributes();
    long cost =
        waybill.ledger().postings().stream()
            .filter(posting -> posting.scope().startsWith("intent:billing/"))
            .mapToLong(posting -> posting.cost().known().nanoUsd())
            .sum();
    assertEquals("openai/gpt-4.1", route.get(Names.BASELINE));
    assertEquals(4 * cost, route.get(Names.ROUTE_SAVED), "it costs five times as much");
    assertEquals("estimate", route.get(Names.SAVED_BASIS));
  }

  @Test
  void aRunTellsWhatItsRoutersTookAndWhatTheySavedBeyondThat() {
    var waybill = support(Telemetry.of(told.sdk).comparedWith("openai", "gpt-4.1"));
    var root = told.span("invoke_workflow support").getAttributes();
    var route = told.span("route intent").getAttributes();
    long cost = Objects.requireNonNull(route.get(Names.COST_TOTAL));
    assertTrue(cost > 0);
    assertEquals(cost, root.get(Names.ROUTING_COST));
    assertEquals(
        Objects.requireNonNull(route.get(Names.ROUTE_SAVED)) - cost, root.get(Names.ROUTING_SAVED));
    assertEquals("estimate", root.get(Names.SAVED_BASIS));
    var timed =
        waybill.timing().lines().stream()
            .filter(line -> line.path().equals("intent"))
            .findFirst()
            .orElseThrow();
    assertEquals(timed.wall().toNanos(), root.get(Names.ROUTING_TIME));
    assertEquals(
        timed.critical()
            ? (double) timed.wall().toNanos() / waybill.timing().longest().toNanos()
            : 0.0,
        root.get(Names.ROUTING_SHARE));
  }

  @Test
  void whatHasNoPriceSavesNothingThatCouldBeTold() {
    support(Telemetry.of(told.sdk).comparedWith("openai", "o9"));
    assertNull(told.span("route intent").getAttributes().get(Names.ROUTE_SAVED));
  }

  @Test
  void aRouteTellsWhatItChoseAndAStepHowGoodItWas() {
    support(Telemetry.of(told.sdk));
    var route = told.span("route intent").getAttributes();
    assertEquals("billing", route.get(Names.CHOSEN));
    assertEquals(0.71, route.get(Names.CONFIDENCE));
    assertEquals(0.5, Objects.requireNonNull(route.get(Names.MARGIN)), 1e-9);
    assertEquals(false, route.get(Names.ABSTAINED));
    assertEquals(List.of("billing 0.71", "sales 0.21"), route.get(Names.CANDIDATES));
    assertEquals("nearest example", route.get(Names.REASON));
    assertEquals("nearest", route.get(Names.STAGE));
    assertEquals("cheapest that will do", route.get(Names.POLICY));
    assertEquals(189_975, route.get(Names.EXPECTED_COST));
    assertEquals(0.9, route.get(Names.PROPENSITY));
    assertEquals("sha256:minilm", route.get(Names.ENCODER));
    assertNull(route.get(Names.OPERATION));
    var step = told.span("step finish").getAttributes();
    assertEquals(0.5, step.get(Names.score("polish")));
    assertEquals("fair", step.get(Names.scoreLabel("polish")));
    var answer = told.span("step answer");
    var linked = answer.getLinks().stream().map(link -> link.getSpanContext().getSpanId()).toList();
    assertEquals(
        Stream.of("step redact", "step facts", "route intent")
            .map(name -> told.span(name).getSpanId())
            .sorted()
            .toList(),
        linked.stream().sorted().toList());
    assertEquals(true, answer.getAttributes().get(Names.CRITICAL));
  }

  @Test
  void aRunIsAChildOfTheSpanThatIsCurrentWhereItIsStarted() {
    var around = told.sdk.getTracer("test").spanBuilder("request").startSpan();
    Context.root().with(around).wrap((Runnable) () -> support(Telemetry.of(told.sdk))).run();
    around.end();
    var root = told.span("invoke_workflow support");
    assertEquals(around.getSpanContext().getSpanId(), root.getParentSpanId());
    assertEquals(around.getSpanContext().getTraceId(), root.getTraceId());
  }

  @Test
  void aCallerMayHandItsContextOverInstead() {
    var around = told.sdk.getTracer("test").spanBuilder("request").startSpan();
    var engine = LocalEngine.builder().listener(Telemetry.of(told.sdk)).build();
    var options =
        RunOptions.DEFAULT.withContext(
            reactor.util.context.Context.of(Context.class, Context.root().with(around)));
    engine
        .start(sayingItsHeaders(new AtomicReference<>()), Map.of("x", "hello"), options)
        .result()
        .block();
    assertEquals(
        around.getSpanContext().getSpanId(), told.span("invoke_workflow asks").getParentSpanId());
  }

  private static Plan<String> sayingItsHeaders(AtomicReference<Map<String, String>> headers) {
    var work =
        Work.described(
            WorkInfo.named("chat.text").model("m").location(WorkInfo.Location.EXTERNAL).build(),
            (String text, CallContext call) -> {
              headers.set(call.headers());
              return Mono.just(Outcome.of(text));
            });
    return Flow.plan("asks", flow -> flow.call("ask", flow.input("x", String.class), work));
  }

  @Test
  void requestsCarryTheContextOfTheirAttemptAndNothingElseOfTheCaller() {
    var headers = new AtomicReference<Map<String, String>>(Map.of());
    var engine = LocalEngine.builder().listener(Telemetry.of(told.sdk)).build();
    Context.root()
        .with(Baggage.builder().put("user", "ann").build())
        .wrap((Runnable) () -> engine.run(sayingItsHeaders(headers), Map.of("x", "hello")))
        .run();
    var chat = told.span("chat m");
    assertEquals(Set.of("traceparent"), headers.get().keySet());
    var parent = Objects.requireNonNull(headers.get().get("traceparent"));
    assertTrue(parent.startsWith("00-" + chat.getTraceId() + "-" + chat.getSpanId() + "-"));
    assertEquals(1, Integer.parseInt(parent.substring(53), 16) & 1, "it is sampled");
  }

  @Test
  void whoSamplesNothingStillPassesTheTraceOn() {
    var none = new Told(Sampler.alwaysOff());
    var headers = new AtomicReference<Map<String, String>>(Map.of());
    var engine = LocalEngine.builder().listener(Telemetry.of(none.sdk)).build();
    engine.run(sayingItsHeaders(headers), Map.of("x", "hello"));
    var parent = Objects.requireNonNull(headers.get().get("traceparent"));
    assertEquals(0, Integer.parseInt(parent.substring(53), 16) & 1, "it is not sampled");
    assertEquals(List.of(), none.spans());
  }

  @Test
  void aRunThatNobodyRecordsNeedsNoBill() {
    var sdk =
        OpenTelemetrySdk.builder()
            .setTracerProvider(
                SdkTracerProvider.builder()
                    .setSampler(Sampler.alwaysOff())
                    .addSpanProcessor(SimpleSpanProcessor.create(told.exporter))
                    .build())
            .build();
    for (var nobody : List.of(sdk, OpenTelemetry.noop())) {
      var telemetry = Telemetry.of(nobody);
      telemetry.starting("1", RunOptions.DEFAULT, PriceBook.EMPTY);
      telemetry.on("1", new RunEvent.RunStarted("1", "p", Map.of(), Map.of(), Instant.now()));
      telemetry.ended("1", () -> fail("it is worked out for nobody"));
    }
    assertEquals(List.of(), told.spans());
  }

  @Test
  void whatModelsSayIsNotToldUnlessAskedForAndThenWithoutKeys() {
    support(Telemetry.of(told.sdk));
    assertEquals(List.of(), Told.values(told.spans(), Names.OUTPUT_MESSAGES));
    assertFalse(told.spans().toString().contains("Five days"));
    told.exporter.reset();
    support(Telemetry.of(told.sdk).withContent());
    assertEquals(
        List.of(
            "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"text\",\"content\":\"Five days, your key is ***\"}],\"finish_reason\":\"stop\"}]"),
        Told.values(told.spans(), Names.OUTPUT_MESSAGES),
        "of the model that is in house nothing is told: it may have read what is private");
    assertFalse(told.spans().toString().contains("sk-"));
  }

  @Test
  void nothingIsBuiltForAnOpenTelemetryThatDoesNothing() {
    var telemetry = Telemetry.of(OpenTelemetry.noop());
    var headers = new AtomicReference<Map<String, String>>(Map.of("not", "asked"));
    LocalEngine.builder()
        .listener(telemetry)
        .build()
        .run(sayingItsHeaders(headers), Map.of("x", "hello"));
    assertEquals(Map.of(), headers.get());
    telemetry.close();
  }

  @Test
  void whereAttemptsGoOnWaitingForTheRunTheyCanBeSeenAlready() {
    var seen = new ArrayList<String>();
    var second =
        Work.<String, String>described(
            WorkInfo.named("second").build(),
            (text, call) -> {
              told.spans().forEach(span -> seen.add(span.getName()));
              return Mono.just(Outcome.of(text));
            });
    var plan =
        Flow.<String>plan(
            "two",
            flow -> {
              var first =
                  flow.call(
                      "a", flow.input("x", String.class), Work.instant("first", (String x) -> x));
              return flow.call("b", first, second);
            });
    LocalEngine.builder().listener(Telemetry.of(told.sdk)).build().run(plan, Map.of("x", "hello"));
    assertEquals(List.of("execute_tool first"), seen);
  }
}
