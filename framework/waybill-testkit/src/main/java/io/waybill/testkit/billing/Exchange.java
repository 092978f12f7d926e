package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One request and what became of it, as the provider saw it. It may still be going on; it can be
 * asked at any time, from any thread.
 */
public final class Exchange {
  /** Longer than any test. */
  static final Duration FOR_EVER = Duration.ofDays(3650);

  private enum State {
    OPEN,
    CUT_OFF,
    ENDED
  }

  private final int number;
  private final String provider;
  private final Received request;
  private final JsonNode body;
  private final Stamp received = Stamp.now();

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition news = lock.newCondition();
  private State state = State.OPEN;
  private int status;
  private int sent;
  private boolean settled;
  private @Nullable Stamp closed;
  private @Nullable Bill bill;

  private record Bill(String model, Tokens tokens, Prices prices) {}

  Exchange(int number, String provider, Received request) {
    this.number = number;
    this.provider = provider;
    this.request = request;
    this.body = Json.parse(request.body()).orElse(MissingNode.getInstance());
  }

  /** The wire it came over: {@code openai}, {@code ollama}, {@code anthropic}, … */
  public String provider() {
    return provider;
  }

  public String method() {
    return request.method();
  }

  /** Without the query. */
  public String path() {
    return request.path();
  }

  /** By lower-case name; those that came twice joined by a comma. */
  public Map<String, String> headers() {
    return request.headers();
  }

  /** A missing node if it was no JSON. */
  public JsonNode body() {
    return body;
  }

  /** When the whole request was there. */
  public Stamp receivedAt() {
    return received;
  }

  /** The status of the answer; 0 as long as there is none. */
  public int status() {
    return locked(() -> status);
  }

  /** How many tokens of the answer were handed to the socket. */
  public int sent() {
    return locked(() -> sent);
  }

  /**
   * When the client closed its socket; empty if it did not do so before the answer was at its end.
   */
  public Optional<Stamp> closedAt() {
    return locked(() -> Optional.ofNullable(closed));
  }

  /**
   * Waits until the client has closed its socket and the provider has dropped what it was doing for
   * it. From then on nothing of this exchange changes.
   *
   * @throws AssertionError if it does not do so in that time
   */
  public Stamp awaitClosed(Duration patience) {
    await(patience, () -> state != State.OPEN && settled);
    return closedAt()
        .orElseThrow(
            () ->
                new AssertionError(
                    "the client did not close the socket of %s %s within %s: %s"
                        .formatted(method(), path(), patience, locked(() -> state))));
  }

  /** What it costs, or would if it ended now: the input, and the output sent so far. */
  public Charge charge() {
    return locked(
        () -> {
          if (bill == null) {
            return Charge.nothing(provider);
          }
          var whole = state == State.ENDED;
          var tokens = whole ? bill.tokens() : bill.tokens().cutOffAfter(sent);
          return Charge.of(provider, bill.model(), tokens, bill.prices(), whole);
        });
  }

  int number() {
    return number;
  }

  Received request() {
    return request;
  }

  /** From now on there is something to pay. */
  void accept(String model, Tokens tokens, Prices prices) {
    locked(() -> bill = new Bill(model, tokens, prices));
  }

  /** Its status is settled. */
  void answers(int status) {
    locked(() -> this.status = status);
  }

  /** Whether the client is still there to be sent another token, which then counts. */
  boolean sends() {
    return locked(
        () -> {
          if (state == State.OPEN) {
            sent++;
          }
          return state == State.OPEN;
        });
  }

  /**
   * Whether the client is still there for the end of the answer, which is then paid whole.
   *
   * @param tokens how many of them it has been sent with this end
   */
  boolean ends(int tokens) {
    return locked(
        () -> {
          if (state == State.OPEN) {
            state = State.ENDED;
            sent = tokens;
            news.signalAll();
          }
          return state == State.ENDED;
        });
  }

  boolean ended() {
    return locked(() -> state == State.ENDED);
  }

  /** The client is gone. */
  void closedByClient() {
    locked(
        () -> {
          if (state == State.OPEN) {
            closed = Stamp.now();
          }
          return cutOff();
        });
  }

  /** The provider breaks it off. */
  void brokenOff() {
    locked(this::cutOff);
  }

  private State cutOff() {
    if (state == State.OPEN) {
      state = State.CUT_OFF;
      news.signalAll();
    }
    return state;
  }

  /** Nobody works on it any more. */
  void settle() {
    lock.lock();
    try {
      settled = true;
      news.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits so long, and tells whether the client is still there. */
  boolean stays(Duration time) {
    return !await(time, () -> state != State.OPEN);
  }

  /** Waits at most so long for this, and tells whether it came; an interrupt ends it too. */
  private boolean await(Duration time, BooleanSupplier what) {
    lock.lock();
    try {
      for (var left = time.toNanos(); !what.getAsBoolean() && left > 0; ) {
        left = news.awaitNanos(left);
      }
      return what.getAsBoolean();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      lock.unlock();
    }
  }

  private interface Look<T> {
    T now();
  }

  private <T> T locked(Look<T> look) {
    lock.lock();
    try {
      return look.now();
    } finally {
      lock.unlock();
    }
  }
}
