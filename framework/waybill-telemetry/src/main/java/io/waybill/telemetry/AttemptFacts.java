package io.waybill.telemetry;

import io.waybill.ledger.Parts;
import io.waybill.ledger.Posting;
import io.waybill.work.EngineTimes;
import io.waybill.work.Usage;

/** What there is to tell of one attempt: all of it is in its posting. */
final class AttemptFacts {
  private static final String CURRENCY = "USD";

  /** Worked out here, from a price book of our own; a provider's own word would be another. */
  private static final String PRICED_HERE = "local";

  private static final double NANO = 1e9;

  private AttemptFacts() {}

  static void put(Operation operation, Posting posting, Canvas canvas) {
    var parts = posting.parts();
    if (operation != Operation.STAND_IN) {
      canvas.put(Names.OPERATION, operation.word());
    }
    what(operation, posting, canvas);
    if (operation.inference()) {
      inference(posting, parts, canvas);
    }
    canvas.put(Names.QUEUE, parts.queue());
    canvas.put(Names.SETUP, parts.setup());
    canvas.put(Names.TTFT, parts.ttft());
    canvas.put(Names.GENERATION, parts.generation());
    canvas.put(Names.TAIL, parts.tail());
    posting.marks().engine().ifPresent(times -> engine(times, canvas));
    canvas.put(Names.FATE, Names.word(posting.fate()));
    if (!posting.how().equals(Posting.How.FIRST)) {
      how(posting.how(), canvas);
    }
    canvas.put(Names.BASIS, Names.word(posting.usage().basis()));
    if (!posting.work().pool().isEmpty()) {
      canvas.put(Names.POOL, posting.work().pool());
    }
    cost(operation, posting, canvas);
    exchanges(posting, canvas);
  }

  private static void engine(EngineTimes times, Canvas canvas) {
    canvas.put(Names.ENGINE, times.engine());
    times.queue().ifPresent(time -> canvas.put(Names.ENGINE_QUEUE, time.toNanos()));
    times.load().ifPresent(time -> canvas.put(Names.ENGINE_LOAD, time.toNanos()));
    times.prefill().ifPresent(time -> canvas.put(Names.ENGINE_PREFILL, time.toNanos()));
    times.decode().ifPresent(time -> canvas.put(Names.ENGINE_DECODE, time.toNanos()));
  }

  private static void what(Operation operation, Posting posting, Canvas canvas) {
    var subject = operation.subject(posting);
    switch (operation) {
      case CHAT, EMBEDDINGS -> canvas.put(Names.REQUEST_MODEL, subject);
      case RETRIEVAL -> canvas.put(Names.SOURCE, subject);
      case EXECUTE_TOOL -> canvas.put(Names.TOOL, subject);
      case INVOKE_AGENT -> canvas.put(Names.AGENT, subject);
      case STAND_IN -> {}
    }
  }

  private static void how(Posting.How how, Canvas canvas) {
    if (how.role() != Posting.Role.FIRST) {
      canvas.put(Names.ROLE, Names.word(how.role()));
    }
    Names.kind(how.since()).ifPresent(kind -> canvas.put(Names.SINCE, kind));
    how.error().ifPresent(kind -> canvas.put(Names.ERROR_TYPE, Names.word(kind)));
    if (!how.origin().own()) {
      canvas.put(Names.ORIGIN, how.origin().toString());
    }
    if (how.mostOutput() > 0) {
      canvas.put(Names.MOST_OUTPUT, how.mostOutput());
    }
  }

  private static void inference(Posting posting, Parts parts, Canvas canvas) {
    var usage = posting.usage();
    canvas.put(Names.PROVIDER, Names.provider(Operation.provider(posting)));
    if (!usage.model().isEmpty()) {
      canvas.put(Names.RESPONSE_MODEL, usage.model());
    }
    if (counted(usage)) {
      canvas.put(Names.INPUT_TOKENS, usage.input());
      canvas.put(Names.OUTPUT_TOKENS, usage.output());
      canvas.put(Names.CACHE_READ_TOKENS, usage.cacheRead());
      canvas.put(Names.CACHE_WRITE_TOKENS, usage.cacheWrite());
      canvas.put(Names.REASONING_TOKENS, usage.reasoning());
    }
    if (parts.streamed()) {
      canvas.put(Names.FIRST_CHUNK_SECONDS, parts.ttft() / NANO);
    }
  }

  /** Whether anybody knows how much was used. */
  static boolean counted(Usage usage) {
    return switch (usage.basis()) {
      case NOTHING, UNKNOWN -> false;
      case REPORTED, INCONSISTENT, COUNTED -> true;
    };
  }

  /** Unknown is never zero: without a price there is no amount. */
  private static void cost(Operation operation, Posting posting, Canvas canvas) {
    if (posting.cost().unpriced() > 0) {
      canvas.put(Names.UNPRICED, (long) posting.cost().unpriced());
      return;
    }
    long nano = posting.cost().known().nanoUsd();
    canvas.put(Names.COST, nano);
    if (nano > 0) {
      charges(posting, canvas);
    }
    if (operation.inference()) {
      canvas.put(Names.COST_USD, nano / NANO);
      canvas.put(Names.COST_CURRENCY, CURRENCY);
      canvas.put(Names.COST_SOURCE, PRICED_HERE);
    }
  }

  /** By what it was for, where that is more than one thing, or time. */
  private static void charges(Posting posting, Canvas canvas) {
    for (var charge : canvas.charges(posting)) {
      canvas.put(Names.cost(charge.kind()), charge.money().nanoUsd());
    }
  }

  /** More than one request in an attempt is the doing of a library that tries again by itself. */
  private static void exchanges(Posting posting, Canvas canvas) {
    int exchanges = posting.marks().exchanges();
    if (exchanges > 0) {
      canvas.put(Names.EXCHANGES, (long) exchanges);
    }
    if (exchanges > 1 || (exchanges == 0 && posting.work().ownRetries() > 0)) {
      canvas.put(Names.HIDDEN_RETRIES, true);
    }
  }
}
