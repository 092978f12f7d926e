package io.waybill.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.waybill.ledger.Charge;
import io.waybill.work.ErrorKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every name that leaves this module. Those that begin with {@code gen_ai} are OpenTelemetry's and
 * still in development (repository {@code open-telemetry/semantic-conventions-genai}); the others
 * are ours. Money is in nano-dollars, unless a name says otherwise, and is absent where it is
 * unknown.
 */
final class Names {
  static final String SCOPE = "io.waybill";
  private static final Map<Enum<?>, String> WORDS = new ConcurrentHashMap<>();

  // OpenTelemetry's, on attempts and workflows
  static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
  static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
  static final AttributeKey<String> WORKFLOW = stringKey("gen_ai.workflow.name");
  static final AttributeKey<String> TOOL = stringKey("gen_ai.tool.name");
  static final AttributeKey<String> AGENT = stringKey("gen_ai.agent.name");
  static final AttributeKey<String> SOURCE = stringKey("gen_ai.data_source.id");
  static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
  static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
  static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
  static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
  static final AttributeKey<Long> CACHE_READ_TOKENS =
      longKey("gen_ai.usage.cache_read.input_tokens");
  static final AttributeKey<Long> CACHE_WRITE_TOKENS =
      longKey("gen_ai.usage.cache_write.input_tokens");
  static final AttributeKey<Long> REASONING_TOKENS =
      longKey("gen_ai.usage.reasoning.output_tokens");
  static final AttributeKey<Double> FIRST_CHUNK_SECONDS =
      doubleKey("gen_ai.response.time_to_first_chunk");
  static final AttributeKey<Double> COST_USD = doubleKey("gen_ai.usage.cost.amount");
  static final AttributeKey<String> COST_CURRENCY = stringKey("gen_ai.usage.cost.currency");
  static final AttributeKey<String> COST_SOURCE = stringKey("gen_ai.usage.cost.source");
  static final AttributeKey<String> OUTPUT_MESSAGES = stringKey("gen_ai.output.messages");
  static final AttributeKey<String> TOKEN_TYPE = stringKey("gen_ai.token.type");
  static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");

  // ours, on every span
  static final AttributeKey<String> RUN = stringKey("waybill.run.id");
  static final AttributeKey<String> KIND = stringKey("waybill.kind");
  static final AttributeKey<String> STEP = stringKey("waybill.step.id");
  static final AttributeKey<String> PATH = stringKey("waybill.step.path");

  /** Of an attempt, and of what belongs to it, its number; 0 on other spans. */
  static final AttributeKey<Long> ATTEMPT = longKey("waybill.attempt");

  // ours, on attempts
  static final AttributeKey<Long> QUEUE = longKey("waybill.time.queue_ns");
  static final AttributeKey<Long> SETUP = longKey("waybill.time.setup_ns");
  static final AttributeKey<Long> TTFT = longKey("waybill.time.ttft_ns");
  static final AttributeKey<Long> GENERATION = longKey("waybill.time.generation_ns");
  static final AttributeKey<Long> TAIL = longKey("waybill.time.tail_ns");
  static final AttributeKey<String> BASIS = stringKey("waybill.usage.basis");
  static final AttributeKey<String> FATE = stringKey("waybill.fate");

  // where the engine says its time went, by its own clock; absent where it does not say
  static final AttributeKey<String> ENGINE = stringKey("waybill.engine.name");
  static final AttributeKey<Long> ENGINE_QUEUE = longKey("waybill.engine.queue_ns");
  static final AttributeKey<Long> ENGINE_LOAD = longKey("waybill.engine.load_ns");
  static final AttributeKey<Long> ENGINE_PREFILL = longKey("waybill.engine.prefill_ns");
  static final AttributeKey<Long> ENGINE_DECODE = longKey("waybill.engine.decode_ns");

  /** Why it was made; absent of a first attempt. */
  static final AttributeKey<String> ROLE = stringKey("waybill.attempt.role");

  /** The kind of failure that it was made after: its words may be those of a prompt. */
  static final AttributeKey<String> SINCE = stringKey("waybill.attempt.since");

  /** Whose answer it gave, if it was given before: {@code run/path#attempt}. */
  static final AttributeKey<String> ORIGIN = stringKey("waybill.cache.origin");

  /** How many output tokens what was left of the budget bought, if it would have had more. */
  static final AttributeKey<Long> MOST_OUTPUT = longKey("waybill.max_output");

  /** The money of one attempt: on attempts only, so that adding it up counts nothing twice. */
  static final AttributeKey<Long> COST = longKey("waybill.cost.nano_usd");

  private static final Map<Charge.Kind, AttributeKey<Long>> COSTS =
      Stream.of(Charge.Kind.values())
          .collect(Collectors.toUnmodifiableMap(kind -> kind, kind -> costOf(worded(kind))));

  static final AttributeKey<Long> EXCHANGES = longKey("waybill.exchanges");
  static final AttributeKey<Boolean> HIDDEN_RETRIES = booleanKey("waybill.hidden_retries");
  static final AttributeKey<String> POOL = stringKey("waybill.pool");

  /** How many attempts have no known price; absent if all have one. */
  static final AttributeKey<Long> UNPRICED = longKey("waybill.unpriced");

  // ours, on steps and what is around them
  static final AttributeKey<Long> COST_SELF = longKey("waybill.cost.self_nano_usd");
  static final AttributeKey<Long> COST_TOTAL = longKey("waybill.cost.total_nano_usd");
  static final AttributeKey<Boolean> CRITICAL = booleanKey("waybill.critical");

  /** How much of the critical path a step is, in [0, 1]. */
  static final AttributeKey<Double> CRITICAL_SHARE = doubleKey("waybill.critical.share");

  static final AttributeKey<Long> SLACK = longKey("waybill.slack_ns");
  static final AttributeKey<Long> DRAG = longKey("waybill.drag_ns");
  static final AttributeKey<String> VALUE_KIND = stringKey("waybill.value.kind");

  /** What the step made do with, and the kind of failure that made it. */
  static final AttributeKey<String> DEGRADED = stringKey("waybill.degraded");

  static final AttributeKey<String> DEGRADED_SINCE = stringKey("waybill.degraded.since");
  static final AttributeKey<String> RESCUED = stringKey("waybill.rescue");
  static final AttributeKey<String> CHOSEN = stringKey("waybill.route.chosen");

  /** The best three, label and confidence: {@code billing 0.71}, {@code sales 0.21}. */
  static final AttributeKey<List<String>> CANDIDATES = stringArrayKey("waybill.route.candidates");

  static final AttributeKey<Double> CONFIDENCE = doubleKey("waybill.route.confidence");

  /** How much more confident it is of the first candidate than of the second. */
  static final AttributeKey<Double> MARGIN = doubleKey("waybill.route.margin");

  /** Whether it chose none, so that {@code otherwise} ran. */
  static final AttributeKey<Boolean> ABSTAINED = booleanKey("waybill.route.abstained");

  /** The kind of router that decided: {@code rules}, {@code nearest}, {@code head}. */
  static final AttributeKey<String> STAGE = stringKey("waybill.route.stage");

  static final AttributeKey<String> POLICY = stringKey("waybill.route.policy");

  /** What it thought that the branch would cost. */
  static final AttributeKey<Long> EXPECTED_COST = longKey("waybill.route.expected_nano_usd");

  /** How likely it was to choose this, in (0, 1]; 1 unless it drew lots. */
  static final AttributeKey<Double> PROPENSITY = doubleKey("waybill.route.propensity");

  /** The digest of the encoder's model file. */
  static final AttributeKey<String> ENCODER = stringKey("waybill.route.encoder");

  static final AttributeKey<String> WINNER = stringKey("waybill.race.winner");
  static final AttributeKey<String> REASON = stringKey("waybill.route.reason");

  /** {@code openai/gpt-4.1}: the model that a route is compared with. */
  static final AttributeKey<String> BASELINE = stringKey("waybill.route.baseline");

  /** What that model would have cost more in the branch, had it used the same tokens. */
  static final AttributeKey<Long> ROUTE_SAVED = longKey("waybill.route.saved_nano_usd");

  /** How that is known: {@code estimate}. */
  static final AttributeKey<String> SAVED_BASIS = stringKey("waybill.route.saved.basis");

  // ours, on the root of each trace of a run
  /** How many spans there are in this trace: fewer have been dropped on the way. */
  static final AttributeKey<Long> EXPECTED = longKey("waybill.spans.expected");

  /** Which trace of the run this is, from 1, where there is more than one. */
  static final AttributeKey<Long> PART = longKey("waybill.part");

  // ours, on the root of the run
  /** What its routers cost. */
  static final AttributeKey<Long> ROUTING_COST = longKey("waybill.routing.cost_nano_usd");

  /** How long its routers took, and how much of the critical path that is, in [0, 1]. */
  static final AttributeKey<Long> ROUTING_TIME = longKey("waybill.routing.time_ns");

  static final AttributeKey<Double> ROUTING_SHARE = doubleKey("waybill.routing.critical.share");

  /** What all branches saved, less what the routers cost. */
  static final AttributeKey<Long> ROUTING_SAVED = longKey("waybill.routing.saved_nano_usd");

  static final AttributeKey<String> STATUS = stringKey("waybill.status");
  static final AttributeKey<String> FAILED_AT = stringKey("waybill.failure.path");
  static final AttributeKey<Long> WASTED = longKey("waybill.cost.wasted_nano_usd");

  /** Attempts with a known price out of all attempts, in [0, 1]; 1 if there was none. */
  static final AttributeKey<Double> COVERAGE = doubleKey("waybill.coverage");

  static final AttributeKey<String> PRICES_CHECKED = stringKey("waybill.prices.checked");

  /** Which price book it was: {@code sha256:…}. */
  static final AttributeKey<String> PRICES_DIGEST = stringKey("waybill.prices.digest");

  static final AttributeKey<Long> WALL = longKey("waybill.time.wall_ns");
  static final AttributeKey<Long> WORK = longKey("waybill.time.work_ns");
  static final AttributeKey<Long> BUSY = longKey("waybill.time.busy_ns");
  static final AttributeKey<Long> CRITICAL_TIME = longKey("waybill.time.critical_ns");
  static final AttributeKey<Long> ORCHESTRATION = longKey("waybill.time.orchestration_ns");

  /** The paths of its steps, in order; the first hundred of them. */
  static final AttributeKey<List<String>> CRITICAL_PATH = stringArrayKey("waybill.critical_path");

  static final AttributeKey<Long> CRITICAL_STEPS = longKey("waybill.critical_path.steps");

  /** The step that would save most if it were twice as fast, and what that would save. */
  static final AttributeKey<String> BOTTLENECK = stringKey("waybill.bottleneck.path");

  static final AttributeKey<Long> SAVED = longKey("waybill.bottleneck.saved_at_2x_ns");
  static final AttributeKey<String> COST_BAND = stringKey("waybill.cost.band");
  static final AttributeKey<String> LATENCY_BAND = stringKey("waybill.latency.band");

  // events
  static final String FIRST_TOKEN = "first_token";

  // metrics
  static final String TOKEN_USAGE = "gen_ai.client.token.usage";
  static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
  static final String TIME_TO_FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
  static final String METRIC_COST = "waybill.cost";
  static final String METRIC_UNPRICED = "waybill.unpriced";
  static final String STEP_DURATION = "waybill.step.duration";
  static final String STEP_QUEUE = "waybill.step.queue";
  static final String STEP_TTFT = "waybill.step.ttft";
  static final String STEP_CRITICAL = "waybill.step.critical";
  static final String POOL_BUSY = "waybill.pool.busy";
  static final String POOL_QUEUE = "waybill.pool.queue";
  static final String ROUTE_DECISIONS = "waybill.route.decisions";
  static final String BUDGET_DENIED = "waybill.budget.denied";
  static final AttributeKey<String> PLAN = stringKey("waybill.plan");

  private Names() {}

  /** {@code waybill.cost.chat.nano_usd}: what the attempts of one kind cost together. */
  static AttributeKey<Long> costOf(String kind) {
    return longKey("waybill.cost." + kind + ".nano_usd");
  }

  /** {@code waybill.cost.cache_read.nano_usd}: what of an attempt's money is for that. */
  static AttributeKey<Long> cost(Charge.Kind kind) {
    return Objects.requireNonNull(COSTS.get(kind));
  }

  static AttributeKey<Double> score(String metric) {
    return doubleKey("waybill.score." + metric);
  }

  static AttributeKey<String> scoreLabel(String metric) {
    return stringKey("waybill.score." + metric + ".label");
  }

  /** As OpenTelemetry calls a provider that we know by a shorter name. */
  static String provider(String ours) {
    return switch (ours) {
      case "" -> "local";
      case "gemini" -> "gcp.gemini";
      case "mistral" -> "mistral_ai";
      case "xai" -> "x_ai";
      case "azure" -> "azure.ai.openai";
      default -> ours;
    };
  }

  /** {@code stalled}: of a failure as attempts tell it, its kind alone. */
  static Optional<String> kind(String since) {
    if (since.isEmpty()) {
      return Optional.empty();
    }
    var kind = since.substring(0, Math.max(0, since.indexOf(':')));
    return Stream.of(ErrorKind.values())
        .filter(known -> known.name().equals(kind))
        .map(Names::word)
        .findFirst();
  }

  /** {@code used}. */
  static String word(Enum<?> value) {
    var word = WORDS.get(value);
    return word == null ? WORDS.computeIfAbsent(value, Names::worded) : word;
  }

  private static String worded(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
