package io.waybill.memory;

import io.waybill.work.ErrorKind;
import io.waybill.work.Message.Role;
import io.waybill.work.WorkException;
import java.nio.file.Path;
import java.util.Objects;

/** A process of its own that says so many things in one conversation. */
public final class Writer {
  private Writer() {}

  /** The folder, who speaks, and how often. */
  public static void main(String... arguments) {
    var store = Conversations.in(Path.of(arguments[0]));
    for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
      say(store, arguments[1] + " " + i);
    }
  }

  private static void say(Conversations store, String text) {
    while (true) {
      try {
        var now = Objects.requireNonNull(store.load("shared").block());
        store.save(now.plus(Role.USER, text)).block();
        return;
      } catch (WorkException late) {
        if (late.kind() != ErrorKind.INVALID) {
          throw late;
        }
      }
    }
  }
}
