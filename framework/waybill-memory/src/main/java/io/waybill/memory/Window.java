package io.waybill.memory;

import io.waybill.work.Conversation;
import io.waybill.work.Message;
import io.waybill.work.Message.Role;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * How much of a conversation is sent. One that has grown beyond {@code most} is cut to {@code keep}
 * at once and not by a message each time: between two cuts its beginning stays as it is, so engines
 * need not read it again.
 *
 * @param most the size it may grow to
 * @param keep the size it is cut to; half of that if nobody says otherwise
 * @param unit what is counted, as plans compare it: {@code bytes}, or the name of a tokeniser
 * @param size of a text, in that unit
 */
public record Window(long most, long keep, String unit, ToLongFunction<String> size) {
  /** What a message has around its text, in either unit: its role and its limits. */
  private static final int AROUND = 8;

  public Window {
    if (keep < 1 || keep > most) {
      throw new IllegalArgumentException(
          "a window keeps at least 1 and no more than it may grow to, not %d of %d"
              .formatted(keep, most));
    }
  }

  /**
   * Counted in UTF-8 bytes: no tokeniser that works on bytes makes more tokens of a text than it
   * has bytes, so this is a bound for all of them.
   */
  public static Window bytes(long most) {
    return new Window(
        most, half(most), "bytes", text -> text.getBytes(StandardCharsets.UTF_8).length);
  }

  /**
   * Counted by a tokeniser.
   *
   * @param tokenizer its name, {@code o200k_base}
   */
  public static Window tokens(long most, String tokenizer, ToLongFunction<String> count) {
    return new Window(most, half(most), tokenizer, count);
  }

  private static long half(long most) {
    return Math.max(1, most / 2);
  }

  public Window keeping(long keep) {
    return new Window(most, keep, unit, size);
  }

  Map<String, Object> config() {
    return Map.of("most", most, "keep", keep, "unit", unit);
  }

  /**
   * The first message that is kept: 0 as long as all of them fit. A cut is made before a message of
   * the user's, and the last message is kept whatever its size.
   */
  int first(Conversation conversation) {
    var messages = conversation.messages();
    long all = of(conversation.summary());
    for (var message : messages) {
      all += of(message);
    }
    if (all <= most) {
      return 0;
    }
    long kept = of(conversation.summary());
    int first = messages.size();
    for (int i = messages.size() - 1; i >= 0; i--) {
      kept += of(messages.get(i));
      if (kept > keep) {
        break;
      }
      if (messages.get(i).role() == Role.USER) {
        first = i;
      }
    }
    return Math.min(first, lastAsked(conversation));
  }

  /** From where the last thing that was asked stands; 0 if nothing was. */
  private static int lastAsked(Conversation conversation) {
    for (int i = conversation.messages().size() - 1; i >= 0; i--) {
      if (conversation.messages().get(i).role() == Role.USER) {
        return i;
      }
    }
    return 0;
  }

  private long of(Message message) {
    return of(message.text());
  }

  private long of(String text) {
    return text.isEmpty() ? 0 : size.applyAsLong(text) + AROUND;
  }
}
