package io.waybill.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.work.EngineTimes;
import java.time.Duration;
import java.util.Optional;

/**
 * Where an engine says its time went, as it writes it into its answer or into the last event of a
 * stream. An answer that does not say how long its writing took says nothing, and what cannot be
 * read is not there.
 *
 * <ul>
 *   <li>Ollama: nanoseconds, on its own wire. Its load begins when the request comes, so it has the
 *       wait for its scheduler in it; of the wait for a slot nothing is said, and what is left of
 *       its total is that and more, so it is not taken for it.
 *   <li>llama.cpp: milliseconds from when a slot began; of the wait before nothing is said.
 *   <li>vLLM with {@code --enable-per-request-metrics}: milliseconds, the queue too.
 * </ul>
 */
final class Timings {
  // within a string of JSON no quote stands as it is, so no text of a model looks like these
  private static final String OLLAMA = "\"eval_duration\":";
  private static final String LLAMA_CPP = "\"timings\":";
  private static final String VLLM = "\"generation_time_ms\":";

  /** Thirty years: whoever says more says nonsense. */
  private static final double LONGEST = 1e18;

  private static final JsonMapper JSON = new JsonMapper();

  private Timings() {}

  static Optional<EngineTimes> in(String answer) {
    if (!answer.contains(LLAMA_CPP) && !answer.contains(OLLAMA) && !answer.contains(VLLM)) {
      return Optional.empty();
    }
    try {
      return said(JSON.readTree(answer)).filter(times -> times.decode().isPresent());
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static Optional<EngineTimes> said(JsonNode answer) {
    if (answer.path("timings").isObject()) {
      return Optional.of(llamaCpp(answer.path("timings")));
    }
    if (answer.path("metrics").isObject()) {
      return Optional.of(vllm(answer.path("metrics")));
    }
    return answer.isObject() ? Optional.of(ollama(answer)) : Optional.empty();
  }

  private static EngineTimes ollama(JsonNode answer) {
    return new EngineTimes(
        "ollama",
        Optional.empty(),
        time(answer, "load_duration", 1),
        time(answer, "prompt_eval_duration", 1),
        time(answer, "eval_duration", 1));
  }

  private static EngineTimes llamaCpp(JsonNode timings) {
    return new EngineTimes(
        "llama.cpp",
        Optional.empty(),
        Optional.empty(),
        time(timings, "prompt_ms", 1e6),
        time(timings, "predicted_ms", 1e6));
  }

  private static EngineTimes vllm(JsonNode metrics) {
    return new EngineTimes(
        "vllm",
        time(metrics, "queue_time_ms", 1e6),
        Optional.empty(),
        time(metrics, "time_to_first_token_ms", 1e6),
        time(metrics, "generation_time_ms", 1e6));
  }

  private static Optional<Duration> time(JsonNode all, String name, double each) {
    var said = all.path(name);
    double nanos = said.isNumber() ? said.asDouble() * each : -1;
    return nanos >= 0 && nanos <= LONGEST
        ? Optional.of(Duration.ofNanos(Math.round(nanos)))
        : Optional.empty();
  }
}
