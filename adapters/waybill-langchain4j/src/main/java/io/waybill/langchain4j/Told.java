package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.List;
import java.util.Optional;

/**
 * What came of a call that a model asked for, and how it is told to it.
 *
 * @param message as it was told first
 * @param made what the tool does; empty if it was not called
 * @param taints whether words that nobody vouches for may be in it
 * @param stays whether asking again would give the same, or must not be done again
 */
record Told(
    ToolExecutionResultMessage message,
    List<Source> sources,
    Optional<Effects> made,
    boolean taints,
    boolean stays) {
  static Told gave(
      ToolExecutionRequest request, WorkInfo tool, Outcome<Object> outcome, int longest) {
    return new Told(
        Results.message(request, outcome.value(), longest),
        outcome.sources(),
        Optional.of(tool.safety().effects()),
        tool.safety().trust() == Trust.UNTRUSTED,
        true);
  }

  /** A call that was made and failed: what it says of that is as much its word as a result is. */
  static Told failed(ToolExecutionRequest request, WorkInfo tool, ErrorKind kind, String why) {
    var effects = tool.safety().effects();
    return new Told(
        Results.error(request, why),
        List.of(),
        Optional.of(effects),
        tool.safety().trust() == Trust.UNTRUSTED,
        effects == Effects.CONSEQUENTIAL || !kind.retryable());
  }

  /** A call that was not made, and will not be. */
  static Told declined(ToolExecutionRequest request, String why) {
    return new Told(
        Results.error(request, "not done: %s. Do not ask for it again.".formatted(why)),
        List.of(),
        Optional.empty(),
        false,
        true);
  }

  /** It changed something, so what was read before may be different now. */
  boolean changes() {
    return made.isPresent() && !reads();
  }

  boolean reads() {
    return made.equals(Optional.of(Effects.PURE));
  }

  boolean acts() {
    return made.equals(Optional.of(Effects.CONSEQUENTIAL));
  }

  /** The same for another request for it. */
  ToolExecutionResultMessage to(ToolExecutionRequest request) {
    return Results.same(request, message);
  }

  /** The same, and that it was told before. */
  ToolExecutionResultMessage again(ToolExecutionRequest request) {
    return Results.again(request, message);
  }
}
