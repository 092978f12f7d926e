package io.waybill.routing.gain;

import java.nio.charset.StandardCharsets;

/**
 * A text and where in a conversation it comes.
 *
 * @param text what is to be answered now
 * @param label whom the conversation has been with so far; empty if it begins
 * @param cached tokens said before it, which that model has in its cache and any other would have
 *     to read again
 * @param inToolLoop whether that model waits for the result of a tool: nobody else can go on then
 */
public record Situation(String text, String label, long cached, boolean inToolLoop) {
  public Situation {
    if (cached < 0) {
      throw new IllegalArgumentException("no cache has %d tokens".formatted(cached));
    }
    if (label.isEmpty() && (cached > 0 || inToolLoop)) {
      throw new IllegalArgumentException(
          "a conversation that goes on is with somebody: give the label it has been routed to");
    }
  }

  /** The beginning of a conversation, or a question by itself. */
  public static Situation fresh(String text) {
    return new Situation(text, "", 0, false);
  }

  /** The next turn of a conversation. */
  public static Situation after(String label, long cached, String text) {
    return new Situation(text, label, cached, false);
  }

  /** The same, while that model waits for the result of a tool. */
  public Situation waitingForATool() {
    return new Situation(text, label, cached, true);
  }

  /** What a router was given, as a situation: what is neither is read as it prints. */
  static Situation of(Object input) {
    return input instanceof Situation situation ? situation : fresh(String.valueOf(input));
  }

  /** About: four bytes a token, as most tokenizers come to. */
  long tokens() {
    return cached + (text.getBytes(StandardCharsets.UTF_8).length + 3) / 4;
  }
}
