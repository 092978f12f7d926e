package io.waybill.http;

import io.waybill.work.Quota;
import io.waybill.work.Quota.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the headers of an answer say is left of what its provider allows: those of OpenAI, which
 * others write too, and those of Anthropic. A limit of which a part is missing or cannot be read is
 * not told.
 */
final class Quotas {
  /** The names of the three fields that tell of one limit. */
  private record Limit(Unit unit, String limit, String remaining, String reset) {
    static Limit ofOpenAi(Unit unit, String name) {
      var field = "x-ratelimit-%s-" + name;
      return new Limit(
          unit, field.formatted("limit"), field.formatted("remaining"), field.formatted("reset"));
    }

    static Limit ofAnthropic(Unit unit, String name) {
      var field = "anthropic-ratelimit-" + name + "-";
      return new Limit(unit, field + "limit", field + "remaining", field + "reset");
    }

    Optional<Quota> in(Fields fields) {
      var most = fields.number(limit);
      var left = fields.number(remaining);
      var wait = fields.wait(reset);
      return most.isPresent() && left.isPresent() && wait.isPresent()
          ? Optional.of(new Quota(unit, most.getAsLong(), left.getAsLong(), wait.get()))
          : Optional.empty();
    }
  }

  private static final List<Limit> KNOWN =
      List.of(
          Limit.ofOpenAi(Unit.REQUESTS, "requests"),
          Limit.ofOpenAi(Unit.TOKENS, "tokens"),
          Limit.ofAnthropic(Unit.REQUESTS, "requests"),
          Limit.ofAnthropic(Unit.TOKENS, "tokens"),
          Limit.ofAnthropic(Unit.INPUT_TOKENS, "input-tokens"),
          Limit.ofAnthropic(Unit.OUTPUT_TOKENS, "output-tokens"));

  private Quotas() {}

  static List<Quota> in(Fields fields) {
    return told(fields).toList();
  }

  /** When the last of what is used up is there again; empty if nothing is. */
  static Optional<Duration> reset(Fields fields) {
    return told(fields)
        .filter(quota -> quota.remaining() == 0)
        .map(Quota::resetIn)
        .max(Duration::compareTo);
  }

  private static Stream<Quota> told(Fields fields) {
    return KNOWN.stream().flatMap(limit -> limit.in(fields).stream());
  }
}
