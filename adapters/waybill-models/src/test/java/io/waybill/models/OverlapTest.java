package io.waybill.models;

import static io.waybill.dsl.Bind.sentences;
import static io.waybill.dsl.Bind.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.Telemetry;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Two models in a chain, at 100 tokens a second over a real line: the second begins with the first
 * sentence of the first.
 */
class OverlapTest {
  /** 160 tokens in 8 sentences: 1.6 s. */
  private static final String DRAFT = ("One" + " word".repeat(18) + " more. ").repeat(8).strip();

  /** A machine that stands still for a fifth of a second spoils one of them, not all. */
  private static final int TRIES = 5;

  private static final Pace SPEED =
      new Pace(Duration.ZERO, Duration.ofMillis(50), Duration.ofMillis(10));

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final InMemorySpanExporter spans = InMemorySpanExporter.create();
  private final OpenTelemetrySdk openTelemetry =
      OpenTelemetrySdk.builder()
          .setTracerProvider(
              SdkTracerProvider.builder()
                  .addSpanProcessor(SimpleSpanProcessor.create(spans))
                  .build())
          .build();
  private final LocalEngine engine =
      LocalEngine.builder().listener(Telemetry.of(openTelemetry)).build();

  @AfterEach
  void close() {
    http.close();
    provider.close();
    openTelemetry.close();
  }

  private Work<String, String> model(String name) {
    return Chat.streaming(
            name,
            line ->
                OpenAiStreamingChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none")
                    .modelName(name)
                    .build())
        .withProvider("openai")
        .text();
  }

  private Plan<String> chained() {
    return Flow.plan(
        "chained",
        flow -> {
          var topic = flow.input("topic", String.class);
          var draft = flow.call("draft", text("Write about {}", topic), model("writer"));
          return flow.call("translate", draft, model("translator"));
        });
  }

  private Plan<List<String>> overlapping() {
    return Flow.plan(
        "overlapping",
        flow -> {
          var topic = flow.input("topic", String.class);
          var draft = flow.call("draft", text("Write about {}", topic), model("writer"));
          return flow.each(
              "translate",
              sentences(draft),
              4,
              (item, sentence) -> item.call("say", sentence, model("translator")));
        });
  }

  @Test
  void aChainThatOverlapsIsDoneAThirdEarlier() {
    engine.run(overlapping(), Map.of("topic", "nothing")); // classes are loaded on nobody's time
    provider.answering(
        question ->
            Answer.of(question.model().equals("writer") ? DRAFT : question.prompt()).at(SPEED));
    var overlapped =
        Stream.generate(this::aThirdEarlier)
            .limit(TRIES)
            .flatMap(Optional::stream)
            .findFirst()
            .orElseThrow(() -> new AssertionError("not once in " + TRIES));
    theReceiptShowsWhy(overlapped);
    theTraceShowsWhy();
  }

  /** The overlapped run, if it was that, and no sentence waited for the end of the draft. */
  private Optional<Waybill> aThirdEarlier() {
    var topic = Map.of("topic", "words");
    var one = engine.run(chained(), topic);
    spans.reset();
    var other = engine.run(overlapping(), topic);
    assertEquals(one.value(), String.join("", other.value()));
    double ratio = (double) other.waybill().wall().toNanos() / one.waybill().wall().toNanos();
    System.out.printf(
        "two models at 100 tokens/s: %d ms one after the other, %d ms overlapped, %.0f %% earlier%n",
        one.waybill().wall().toMillis(), other.waybill().wall().toMillis(), 100 - 100 * ratio);
    return Optional.of(other.waybill())
        .filter(waybill -> ratio < 0.7 && readyDuringTheDraft(waybill) >= 7);
  }

  private static long readyDuringTheDraft(Waybill waybill) {
    long drafted = attempt(waybill, "draft").ended();
    return IntStream.range(0, 8)
        .filter(item -> attempt(waybill, "translate[" + item + "]/say").ready() < drafted)
        .count();
  }

  private static Posting attempt(Waybill waybill, String path) {
    return waybill.lines().stream()
        .filter(line -> line.path().equals(path))
        .findFirst()
        .orElseThrow()
        .attempts()
        .get(0);
  }

  private static void theReceiptShowsWhy(Waybill waybill) {
    var lines = waybill.lines().stream().collect(Collectors.toMap(Waybill.Line::path, l -> l));
    var draft = lines.get("draft");
    assertEquals(7, draft.pieces().size());
    IntStream.range(0, 7)
        .forEach(
            item -> {
              var line = lines.get("translate[" + item + "]/say");
              assertTrue(line.before().contains("draft"), line::toString);
            });
    var timing = waybill.timing();
    long critical =
        timing.lines().stream()
            .filter(line -> line.critical())
            .mapToLong(line -> line.wall().toNanos())
            .sum();
    assertEquals(waybill.wall().toNanos(), critical + timing.orchestration().toNanos());
    assertTrue(timing.parallelism() > 1.3, waybill::toString);
  }

  private void theTraceShowsWhy() {
    var finished = spans.getFinishedSpanItems();
    var root = span(finished, "invoke_workflow overlapping");
    assertEquals(
        finished.size(),
        root.getAttributes().get(AttributeKey.longKey("waybill.spans.expected")).intValue());
    var step = span(finished, "step draft");
    var beginning = span(finished, "beginning draft");
    assertEquals(step.getStartEpochNanos(), beginning.getStartEpochNanos());
    assertTrue(beginning.getEndEpochNanos() < step.getEndEpochNanos());
    var first =
        finished.stream()
            .filter(span -> span.getName().equals("each translate"))
            .mapToLong(SpanData::getStartEpochNanos)
            .min()
            .orElseThrow();
    assertTrue(first < step.getEndEpochNanos(), "nothing was begun before the draft was done");
  }

  private static SpanData span(List<SpanData> spans, String name) {
    return spans.stream().filter(span -> span.getName().equals(name)).findFirst().orElseThrow();
  }
}
