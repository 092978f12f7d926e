package io.waybill.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.waybill.ledger.Posting;
import io.waybill.work.Usage;
import java.util.Objects;

/** What there is to tell of one attempt: all of it is in its posting. */
final class AttemptFacts {
  private static final String CURRENCY = "USD";

  /** Worked out here, from a price book of our own; a provider's own word would be another. */
  private static final String PRICED_HERE = "local";

  private AttemptFacts() {}

  static Attributes of(Node node, AttributesBuilder facts) {
    var posting = Objects.requireNonNull(node.posting);
    var operation = Operation.of(posting, node.asked());
    if (operation != Operation.STAND_IN) {
      facts.put(Names.OPERATION, operation.word());
    }
    what(operation, posting, facts);
    if (operation.inference()) {
      inference(posting, facts);
    }
    var parts = posting.parts();
    facts.put(Names.QUEUE, parts.queue());
    facts.put(Names.SETUP, parts.setup());
    facts.put(Names.TTFT, parts.ttft());
    facts.put(Names.GENERATION, parts.generation());
    facts.put(Names.TAIL, parts.tail());
    facts.put(Names.FATE, Names.word(posting.fate()));
    how(posting.how(), facts);
    facts.put(Names.BASIS, Names.word(posting.usage().basis()));
    if (!posting.work().pool().isEmpty()) {
      facts.put(Names.POOL, posting.work().pool());
    }
    cost(operation, posting, facts);
    exchanges(posting, facts);
    return facts.build();
  }

  private static void what(Operation operation, Posting posting, AttributesBuilder facts) {
    var subject = operation.subject(posting);
    switch (operation) {
      case CHAT, EMBEDDINGS -> facts.put(Names.REQUEST_MODEL, subject);
      case RETRIEVAL -> facts.put(Names.SOURCE, subject);
      case EXECUTE_TOOL -> facts.put(Names.TOOL, subject);
      case INVOKE_AGENT -> facts.put(Names.AGENT, subject);
      case STAND_IN -> {}
    }
  }

  private static void how(Posting.How how, AttributesBuilder facts) {
    if (how.role() != Posting.Role.FIRST) {
      facts.put(Names.ROLE, Names.word(how.role()));
    }
    Names.kind(how.since()).ifPresent(kind -> facts.put(Names.SINCE, kind));
    how.error().ifPresent(kind -> facts.put(Names.ERROR_TYPE, Names.word(kind)));
    if (!how.origin().own()) {
      facts.put(Names.ORIGIN, how.origin().toString());
    }
    if (how.mostOutput() > 0) {
      facts.put(Names.MOST_OUTPUT, how.mostOutput());
    }
  }

  private static void inference(Posting posting, AttributesBuilder facts) {
    var usage = posting.usage();
    facts.put(Names.PROVIDER, Names.provider(Operation.provider(posting)));
    if (!usage.model().isEmpty()) {
      facts.put(Names.RESPONSE_MODEL, usage.model());
    }
    if (counted(usage)) {
      facts.put(Names.INPUT_TOKENS, usage.input());
      facts.put(Names.OUTPUT_TOKENS, usage.output());
      facts.put(Names.CACHE_READ_TOKENS, usage.cacheRead());
      facts.put(Names.CACHE_WRITE_TOKENS, usage.cacheWrite());
      facts.put(Names.REASONING_TOKENS, usage.reasoning());
    }
    if (posting.parts().streamed()) {
      facts.put(Names.FIRST_CHUNK_SECONDS, posting.parts().ttft() / 1e9);
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
  private static void cost(Operation operation, Posting posting, AttributesBuilder facts) {
    if (posting.cost().unpriced() > 0) {
      facts.put(Names.UNPRICED, (long) posting.cost().unpriced());
      return;
    }
    long nano = posting.cost().known().nanoUsd();
    facts.put(Names.COST, nano);
    if (counted(posting.usage()) && posting.usage().provider().isEmpty()) {
      facts.put(Names.costOf("engine"), nano);
    }
    if (operation.inference()) {
      facts.put(Names.COST_USD, posting.cost().known().usd().doubleValue());
      facts.put(Names.COST_CURRENCY, CURRENCY);
      facts.put(Names.COST_SOURCE, PRICED_HERE);
    }
  }

  /** More than one request in an attempt is the doing of a library that tries again by itself. */
  private static void exchanges(Posting posting, AttributesBuilder facts) {
    int exchanges = posting.marks().exchanges();
    if (exchanges > 0) {
      facts.put(Names.EXCHANGES, (long) exchanges);
    }
    if (exchanges > 1 || (exchanges == 0 && posting.work().ownRetries() > 0)) {
      facts.put(Names.HIDDEN_RETRIES, true);
    }
  }
}
