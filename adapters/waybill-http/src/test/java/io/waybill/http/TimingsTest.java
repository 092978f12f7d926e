package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Tokens;
import io.waybill.work.EngineTimes;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an engine says its time went reaches the attempt, in the words of each engine. */
class TimingsTest {
  /** As a llama-server of 2026 answers. */
  private static final String LLAMA_CPP =
      "{\"choices\":[{\"finish_reason\":\"length\",\"index\":0,\"message\":{\"role\":\"assistant\","
          + "\"content\":\" on order\"}}],\"created\":1795356694,\"model\":\"toy\",\"object\":"
          + "\"chat.completion\",\"usage\":{\"completion_tokens\":6,\"prompt_tokens\":79,"
          + "\"total_tokens\":85,\"prompt_tokens_details\":{\"cached_tokens\":78}},\"id\":\"c\","
          + "\"timings\":{\"cache_n\":78,\"prompt_n\":1,\"prompt_ms\":0.379,"
          + "\"prompt_per_token_ms\":0.379,\"predicted_n\":6,\"predicted_ms\":1200.796}}";

  private static final EngineTimes OF_LLAMA_CPP =
      new EngineTimes(
          "llama.cpp",
          Optional.empty(),
          Optional.empty(),
          Optional.of(Duration.ofNanos(379_000)),
          Optional.of(Duration.ofNanos(1_200_796_000)));

  /** As Ollama's documentation has it. */
  private static final String OLLAMA =
      "{\"model\":\"gemma3\",\"created_at\":\"2025-10-17T23:14:07.414671Z\",\"response\":\"Hello!\","
          + "\"done\":true,\"done_reason\":\"stop\",\"total_duration\":174560334,"
          + "\"load_duration\":101397084,\"prompt_eval_count\":11,"
          + "\"prompt_eval_duration\":13074791,\"eval_count\":18,\"eval_duration\":52479709}";

  private static final EngineTimes OF_OLLAMA =
      new EngineTimes(
          "ollama",
          Optional.empty(),
          Optional.of(Duration.ofNanos(101_397_084)),
          Optional.of(Duration.ofNanos(13_074_791)),
          Optional.of(Duration.ofNanos(52_479_709)));

  /** As vLLM's documentation has it. */
  private static final String VLLM =
      "{\"id\":\"c\",\"object\":\"chat.completion\",\"choices\":[],\"usage\":{\"prompt_tokens\":42,"
          + "\"completion_tokens\":128,\"total_tokens\":170},\"metrics\": {\"time_to_first_token_ms\":"
          + " 85.2, \"generation_time_ms\": 1240.5, \"queue_time_ms\": 12.3, \"mean_itl_ms\": null}}";

  private static final EngineTimes OF_VLLM =
      new EngineTimes(
          "vllm",
          Optional.of(Duration.ofNanos(12_300_000)),
          Optional.empty(),
          Optional.of(Duration.ofNanos(85_200_000)),
          Optional.of(Duration.ofNanos(1_240_500_000)));

  private final Http http = Http.create();
  private final Attempt attempt = Attempt.begun();

  @AfterEach
  void hangUp() {
    http.close();
  }

  @Test
  void eachEngineIsReadInItsOwnWords() {
    assertEquals(Optional.of(OF_LLAMA_CPP), Timings.in(LLAMA_CPP));
    assertEquals(Optional.of(OF_OLLAMA), Timings.in(OLLAMA));
    assertEquals(Optional.of(OF_VLLM), Timings.in(VLLM));
    assertEquals(Duration.ofNanos(166_951_584), OF_OLLAMA.busy());
  }

  @Test
  void whatAnEngineLeavesOutStaysUnknown() {
    var cached = OLLAMA.replace("\"prompt_eval_duration\":13074791,", "");
    assertEquals(Optional.empty(), Timings.in(cached).orElseThrow().prefill());
    var unknown = VLLM.replace("\"queue_time_ms\": 12.3", "\"queue_time_ms\": null");
    assertEquals(Optional.empty(), Timings.in(unknown).orElseThrow().queue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[DONE]",
        "{\"timings\":",
        "{\"timings\":{}}",
        "{\"timings\":[{\"predicted_ms\":1}]}",
        "{\"timings\":{\"prompt_ms\":1}}",
        "{\"timings\":{\"predicted_ms\":\"12\"}}",
        "{\"timings\":{\"predicted_ms\":-1}}",
        "{\"timings\":{\"predicted_ms\":1e300}}",
        "{\"timings\":{\"predicted_ms\":NaN}}",
        "{\"metrics\":{\"generation_time_ms\":null}}",
        "{\"metrics\":{\"generation_time_ms\":12",
        "{\"eval_duration\":{\"ns\":5}}",
        "[{\"eval_duration\":5}]",
        "{\"message\":{\"tool_calls\":[{\"function\":{\"arguments\":{\"eval_duration\":5}}}]}}",
        "{\"choices\":[{\"message\":{\"content\":\"{\\\"timings\\\":{\\\"predicted_ms\\\":5}}\"}}]}",
      })
  void whatCannotBeReadIsNotThereAndFailsNothing(String answer) {
    assertEquals(Optional.empty(), Timings.in(answer));
    var type = answer.startsWith("{") ? "application/json" : "text/plain";
    try (var server = Server.answering(Server.ok(type, answer))) {
      var said = attempt.over(http).execute(Requests.post(server.url(), "{}")).body();
      assertEquals(answer, said);
    }
    assertEquals(List.of(), attempt.timed);
  }

  @Test
  void anAnswerThatComesWholeTellsThem() {
    try (var server = Server.answering(Server.ok("application/json", LLAMA_CPP))) {
      var answer = attempt.over(http).execute(Requests.post(server.url(), "{}"));
      assertEquals(LLAMA_CPP, answer.body());
    }
    assertEquals(List.of(OF_LLAMA_CPP), attempt.timed);
  }

  @Test
  void anErrorTellsNone() {
    var failing = Server.status("500 Oh", "content-type: application/json", LLAMA_CPP);
    try (var server = Server.answering(failing)) {
      var heard = new Heard();
      attempt.over(http).execute(Requests.post(server.url(), "{}"), heard);
      heard.error();
    }
    assertEquals(List.of(), attempt.timed);
  }

  @Test
  void aStreamTellsThemBeforeItsLastEventIsHeard() {
    var known = new ArrayList<Integer>();
    var heard =
        new Heard() {
          @Override
          public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            known.add(attempt.timed.size());
            super.onEvent(event, context);
          }
        };
    var events = Wire.delta("Hel") + "data: " + VLLM + "\n\ndata: [DONE]\n\n";
    try (var server = Server.answering(Server.ok("text/event-stream", events))) {
      attempt.over(http).execute(Requests.post(server.url(), "{}"), heard);
      heard.all();
    }
    assertEquals(List.of(OF_VLLM), attempt.timed);
    assertEquals(List.of(0, 1, 1), known);
  }

  @Test
  void anOrdinaryStreamTellsNone() {
    try (var server = Server.answering(Wire.stream())) {
      var model =
          OpenAiStreamingChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(server.url())
              .apiKey("k")
              .modelName("m")
              .build();
      assertEquals("Hello.", Told.by(model).whole().aiMessage().text());
    }
    assertEquals(List.of(), attempt.timed);
  }

  @Test
  void ollamaSaysThemAtTheEndOfItsLinesAndOfAWholeAnswer() {
    var pace = new Pace(Duration.ofMillis(3), Duration.ofMillis(5), Duration.ofMillis(2));
    try (var ollama = BillingProvider.start()) {
      ollama.answering(question -> Answer.of("Hello you").using(Tokens.of(7, 2)).at(pace));
      var streamed =
          OllamaStreamingChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(ollama.ollama())
              .modelName("m")
              .build();
      assertEquals("Hello you", Told.by(streamed).whole().aiMessage().text());
      var whole =
          OllamaChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(ollama.ollama())
              .modelName("m")
              .maxRetries(0)
              .build();
      assertEquals("Hello you", whole.chat("hello"));
    }
    var said =
        new EngineTimes(
            "ollama",
            Optional.empty(),
            Optional.of(Duration.ofNanos(3_001_000)),
            Optional.of(Duration.ofNanos(5_007_000)),
            Optional.of(Duration.ofNanos(2_002_000)));
    assertEquals(List.of(said, said), attempt.timed);
  }

  @Test
  void anOrdinaryEventAllocatesNothing() {
    var event =
        "{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1795356694,"
            + "\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\" timings\"},"
            + "\"logprobs\":null,\"finish_reason\":null}]}";
    int told = looked(event, 10_000); // until it is compiled
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    told += looked(event, 10_000);
    long after = threads.getCurrentThreadAllocatedBytes();
    assertEquals(0, told);
    assertTrue(after - before < 10_000, () -> (after - before) + " bytes in 10,000 events");
  }

  private static int looked(String event, int times) {
    int told = 0;
    for (int i = 0; i < times; i++) {
      told += Timings.in(event).isPresent() ? 1 : 0;
    }
    return told;
  }
}
