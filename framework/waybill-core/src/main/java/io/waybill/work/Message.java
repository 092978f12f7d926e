package io.waybill.work;

/**
 * One thing that was said in a {@link Conversation}.
 *
 * @param text never blank
 */
public record Message(Role role, String text) {
  /** Who speaks. What a model is told first is no part of a conversation. */
  public enum Role {
    /** Whoever asks. */
    USER,
    /** Whoever answers. */
    ASSISTANT
  }

  public Message {
    if (text.isBlank()) {
      throw new IllegalArgumentException("a message says something; this one is blank");
    }
  }
}
