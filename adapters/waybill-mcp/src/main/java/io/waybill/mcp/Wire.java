package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.CompletableFuture;

/** The way to a server: takes messages, and tells an {@link Ear} what comes back. */
interface Wire {
  /** Who is told; on any thread, and never while the wire holds a lock. */
  interface Ear {
    /** A message. */
    void heard(JsonNode message);

    /** There will be no answer to this request. */
    void failed(long id, Fault why);

    /** There will be no answer to anything any more. */
    void over(Fault why);

    /** From now on nothing is heard between calls: a change may go untold. */
    void deaf();
  }

  /**
   * Sends a message; never waits. What goes wrong is told to the ear.
   *
   * @param taken run when what is sent from then on cannot come before it any more
   */
  void send(ObjectNode message, Runnable taken);

  /** Sends a message that may be overtaken. */
  default void send(ObjectNode message) {
    send(message, () -> {});
  }

  /** Nobody waits for the answer to this request any more. */
  void forget(long id);

  /** Both sides have agreed on a version of the protocol. */
  default void agreed(String version) {}

  /** Begins to hear what the server says between calls, if it does not yet. */
  default void listen() {}

  /** Ends it: completes when nothing of it is left, two seconds later at most. */
  CompletableFuture<Void> close();

  /** {@link #close}, for whoever does not wait. */
  default void drop() {
    var ignored = close();
  }
}
