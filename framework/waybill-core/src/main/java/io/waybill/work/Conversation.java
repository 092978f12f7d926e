package io.waybill.work;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was said so far. A value like any other: it travels through a plan, and a store keeps it
 * from one run to the next. Messages are only ever added at the end or dropped from the beginning,
 * so that what engines remember of the beginning stays of use.
 *
 * @param id whose it is: not blank, at most 200 characters, none of them a control character
 * @param version how often it was kept; 0 if it never was
 * @param summary what was said before the messages, in short; may be empty
 * @param messages the oldest first
 */
public record Conversation(String id, long version, String summary, List<Message> messages) {
  private static final int LONGEST_ID = 200;

  public Conversation {
    if (id.isBlank() || id.length() > LONGEST_ID || id.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the id of a conversation is 1 to %d characters, not all blank and none of them a control character"
              .formatted(LONGEST_ID));
    }
    if (version < 0) {
      throw new IllegalArgumentException("a conversation has no version " + version);
    }
    messages = List.copyOf(messages);
  }

  /** One in which nobody has said anything. */
  public static Conversation begun(String id) {
    return new Conversation(id, 0, "", List.of());
  }

  /** One more message, at the end. */
  public Conversation plus(Message.Role role, String text) {
    var more = Stream.concat(messages.stream(), Stream.of(new Message(role, text))).toList();
    return new Conversation(id, version, summary, more);
  }

  /** The same under another version. */
  public Conversation kept(long version) {
    return new Conversation(id, version, summary, messages);
  }

  /** The same from its n-th message on, after a summary of what was before. */
  public Conversation from(int first, String summary) {
    return new Conversation(id, version, summary, messages.subList(first, messages.size()));
  }

  /** Whether the same was said, whatever the versions. */
  public boolean says(Conversation other) {
    return id.equals(other.id) && summary.equals(other.summary) && messages.equals(other.messages);
  }
}
