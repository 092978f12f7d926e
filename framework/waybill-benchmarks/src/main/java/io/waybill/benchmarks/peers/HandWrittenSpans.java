package io.waybill.benchmarks.peers;

import static io.waybill.benchmarks.peers.ByHand.n;
import static io.waybill.benchmarks.peers.ByHand.state;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The limit of tracing: a span for the run and one for each step, with the time, the tokens and the
 * money of the step on it.
 */
final class HandWrittenSpans {
  private static final AttributeKey<String> OPERATION =
      AttributeKey.stringKey("gen_ai.operation.name");
  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> INPUT = AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> OUTPUT =
      AttributeKey.longKey("gen_ai.usage.output_tokens");
  private static final AttributeKey<Long> TTFT = AttributeKey.longKey("time.ttft");
  private static final AttributeKey<Long> GENERATION = AttributeKey.longKey("time.generation");
  private static final AttributeKey<Long> COST = AttributeKey.longKey("cost.nano_usd");

  private final Tracer tracer;
  private final List<? extends UnaryOperator<Map<String, Object>>> steps;

  HandWrittenSpans(OpenTelemetry to, List<? extends UnaryOperator<Map<String, Object>>> steps) {
    this.tracer = to.getTracer("by-hand");
    this.steps = steps;
  }

  int run(int n) {
    var root = tracer.spanBuilder("invoke_workflow chain").startSpan();
    var within = Context.root().with(root);
    try {
      var state = state(n);
      for (var step : steps) {
        state = step(step, state, within);
      }
      return n(state);
    } finally {
      root.end();
    }
  }

  private Map<String, Object> step(
      UnaryOperator<Map<String, Object>> step, Map<String, Object> state, Context within) {
    long began = System.nanoTime();
    var span = tracer.spanBuilder("chat stub-mini").setParent(within).startSpan();
    try {
      return step.apply(state);
    } finally {
      told(span, System.nanoTime() - began);
      span.end();
    }
  }

  private static void told(Span span, long took) {
    span.setAttribute(OPERATION, "chat")
        .setAttribute(MODEL, Priced.MODEL)
        .setAttribute(INPUT, Priced.USAGE.input())
        .setAttribute(OUTPUT, Priced.USAGE.output())
        .setAttribute(TTFT, 0L)
        .setAttribute(GENERATION, took)
        .setAttribute(COST, Priced.NANO_USD);
  }
}
