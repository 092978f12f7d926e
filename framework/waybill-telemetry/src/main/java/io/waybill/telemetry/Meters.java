package io.waybill.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleCounter;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.Meter;
import io.waybill.ledger.Posting;
import io.waybill.run.RunEvent;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Adds up runs as metrics. They are fed with what is posted, before anybody samples traces: what
 * {@code waybill.cost} counts is what the ledgers say, to the nano-dollar. Nothing is told of
 * single runs.
 */
final class Meters {
  private static final List<Double> SECONDS =
      List.of(
          0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);
  private static final List<Long> TOKENS =
      List.of(
          1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L,
          16777216L, 67108864L);

  /** More different ones than that are no longer remembered. */
  private static final int MOST_KNOWN = 10_000;

  private static final double NANOS = 1e9;

  /** Whose metrics they are. */
  private record Whose(
      String plan,
      String step,
      String subject,
      String provider,
      String model,
      String failure,
      Operation what) {}

  private record Step(String plan, String step) {}

  /** Attributes, made once. */
  private record Known(
      Attributes step, Attributes operation, Attributes input, Attributes output) {}

  private final Map<Whose, Known> known = new ConcurrentHashMap<>();
  private final Map<Step, Attributes> steps = new ConcurrentHashMap<>();
  private final LongHistogram tokens;
  private final DoubleHistogram duration;
  private final DoubleHistogram firstChunk;
  private final LongCounter cost;
  private final LongCounter unpriced;
  private final DoubleHistogram stepDuration;
  private final DoubleHistogram stepQueue;
  private final DoubleHistogram stepTtft;
  private final DoubleCounter critical;
  private final DoubleCounter poolBusy;
  private final DoubleCounter poolQueue;
  private final LongCounter routes;
  private final LongCounter denied;

  Meters(Meter meter) {
    tokens =
        meter
            .histogramBuilder(Names.TOKEN_USAGE)
            .setUnit("{token}")
            .setDescription("Tokens of a call")
            .ofLongs()
            .setExplicitBucketBoundariesAdvice(TOKENS)
            .build();
    duration = seconds(meter, Names.OPERATION_DURATION, "How long a call took, without its queue");
    firstChunk =
        seconds(
            meter, Names.TIME_TO_FIRST_CHUNK, "From the request to the first part of the answer");
    cost = count(meter, Names.METRIC_COST, "{nano_usd}", "What was spent, in nano-dollars");
    unpriced = count(meter, Names.METRIC_UNPRICED, "{attempt}", "Attempts without a known price");
    stepDuration = seconds(meter, Names.STEP_DURATION, "From ready to done, retries included");
    stepQueue = seconds(meter, Names.STEP_QUEUE, "How long an attempt waited for its turn");
    stepTtft = seconds(meter, Names.STEP_TTFT, "From the request to the first part of the answer");
    critical = sum(meter, Names.STEP_CRITICAL, "Time spent as the bottleneck of a run");
    poolBusy = sum(meter, Names.POOL_BUSY, "Time in service on the machines of a pool");
    poolQueue = sum(meter, Names.POOL_QUEUE, "Time spent waiting for the machines of a pool");
    routes = count(meter, Names.ROUTE_DECISIONS, "{decision}", "Branches taken");
    denied = count(meter, Names.BUDGET_DENIED, "{attempt}", "Calls that did not fit a budget");
  }

  private static DoubleHistogram seconds(Meter meter, String name, String what) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setDescription(what)
        .setExplicitBucketBoundariesAdvice(SECONDS)
        .build();
  }

  private static LongCounter count(Meter meter, String name, String unit, String what) {
    return meter.counterBuilder(name).setUnit(unit).setDescription(what).build();
  }

  private static DoubleCounter sum(Meter meter, String name, String what) {
    return meter.counterBuilder(name).ofDoubles().setUnit("s").setDescription(what).build();
  }

  /**
   * @param asked whether it made calls inside its own
   */
  void posted(String plan, RunEvent.Posted event, boolean asked) {
    var posting = event.posting();
    var operation = Operation.of(posting, asked);
    var whose = known(plan, event, operation);
    money(posting, whose);
    time(posting, operation, whose);
    if (operation.inference() && AttemptFacts.counted(posting.usage())) {
      tokens.record(posting.usage().input(), whose.input);
      tokens.record(posting.usage().output(), whose.output);
    }
    if (event instanceof RunEvent.Failed failed && failed.failure().kind() == ErrorKind.BUDGET) {
      denied.add(1, whose.step);
    }
    if (event instanceof RunEvent.Succeeded succeeded
        && succeeded.outcome().value() instanceof Choice choice) {
      routes.add(
          1, step(plan, step(posting)).toBuilder().put(Names.CHOSEN, choice.label()).build());
    }
  }

  private void money(Posting posting, Known whose) {
    if (posting.cost().unpriced() > 0) {
      unpriced.add(posting.cost().unpriced(), whose.step);
    } else if (posting.cost().known().nanoUsd() > 0) {
      cost.add(posting.cost().known().nanoUsd(), whose.step);
    }
  }

  private void time(Posting posting, Operation operation, Known whose) {
    var parts = posting.parts();
    stepQueue.record(parts.queue() / NANOS, whose.step);
    if (parts.streamed()) {
      stepTtft.record(parts.ttft() / NANOS, whose.step);
    }
    if (operation.inference()) {
      duration.record(parts.service() / NANOS, whose.operation);
      if (parts.streamed()) {
        firstChunk.record(parts.ttft() / NANOS, whose.operation);
      }
    }
    var pool = posting.work().pool();
    if (!pool.isEmpty()) {
      var machines = Attributes.of(Names.POOL, pool);
      poolBusy.add(posting.usage().engine().toNanos() / NANOS, machines);
      poolQueue.add(parts.queue() / NANOS, machines);
    }
  }

  void ended(Books books) {
    var waybill = books.waybill;
    for (var line : waybill.lines()) {
      if (!line.inner() && !line.attempts().isEmpty()) {
        var attempts = line.attempts();
        long ended = attempts.get(attempts.size() - 1).ended();
        stepDuration.record(
            Math.max(0, ended - attempts.get(0).ready()) / NANOS,
            step(waybill.plan(), Places.step(line.path())));
      }
    }
    for (var line : books.timing.lines()) {
      if (line.critical()) {
        critical.add(line.wall().toNanos() / NANOS, step(waybill.plan(), Places.step(line.path())));
      }
    }
  }

  private Known known(String plan, RunEvent.Posted event, Operation operation) {
    var posting = event.posting();
    var failure =
        event instanceof RunEvent.Failed failed ? Names.word(failed.failure().kind()) : "";
    var whose =
        new Whose(
            plan,
            step(posting),
            operation.subject(posting),
            Names.provider(Operation.provider(posting)),
            posting.usage().model(),
            posting.fate().dropped() ? Names.word(posting.fate()) : failure,
            operation);
    var made = known.get(whose);
    if (made == null) {
      made = made(whose, posting);
      if (known.size() < MOST_KNOWN) {
        known.put(whose, made);
      }
    }
    return made;
  }

  private Known made(Whose whose, Posting posting) {
    var operation =
        Attributes.builder()
            .put(Names.OPERATION, whose.what.word())
            .put(Names.PROVIDER, whose.provider)
            .put(Names.REQUEST_MODEL, whose.subject);
    if (!whose.model.isEmpty()) {
      operation.put(Names.RESPONSE_MODEL, whose.model);
    }
    var used = operation.build();
    if (!whose.failure.isEmpty()) {
      operation.put(Names.ERROR_TYPE, whose.failure);
    }
    return new Known(
        step(whose.plan, whose.step).toBuilder()
            .put(Names.REQUEST_MODEL, whose.subject)
            .put(Names.FATE, Names.word(posting.fate()))
            .build(),
        operation.build(),
        used.toBuilder().put(Names.TOKEN_TYPE, "input").build(),
        used.toBuilder().put(Names.TOKEN_TYPE, "output").build());
  }

  /** The id of its step, whatever is called inside its calls. */
  private static String step(Posting posting) {
    return posting.inner() ? Places.step(posting.path()) : posting.step();
  }

  private Attributes step(String plan, String id) {
    var step = new Step(plan, id);
    var made = steps.get(step);
    if (made == null) {
      made = Attributes.of(Names.PLAN, plan, Names.STEP, id);
      if (steps.size() < MOST_KNOWN) {
        steps.put(step, made);
      }
    }
    return made;
  }
}
