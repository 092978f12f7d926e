package io.waybill.run;

import reactor.core.publisher.BufferOverflowStrategy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * What followers of a run see: every recorded event from the first on, and the tokens since they
 * came.
 */
final class Feed {
  /** How many tokens a follower may be behind before it misses some. */
  private static final int TOKENS_BEHIND = 4096;

  private final Sinks.Many<RunEvent> recorded = Sinks.unsafe().many().replay().all();

  /**
   * Whoever hands something over holds its lock: a thread that spins keeps others from going on.
   */
  private final Sinks.Many<RunEvent> tokens = Sinks.unsafe().many().multicast().directBestEffort();

  /**
   * By itself, since nothing comes after it: not a token that is still being handed over, either.
   */
  private final Sinks.One<RunEvent> end = Sinks.one();

  /** Called by one thread at a time. */
  void saw(RunEvent.Recorded event) {
    if (!(event instanceof RunEvent.Ended)) {
      recorded.tryEmitNext(event);
      return;
    }
    synchronized (tokens) {
      tokens.tryEmitComplete();
    }
    recorded.tryEmitComplete();
    end.tryEmitValue(event);
  }

  boolean watched() {
    return tokens.currentSubscriberCount() > 0;
  }

  /**
   * Called by any thread; two at once wait for one another for the time it takes to hand over one
   * token.
   */
  void token(RunEvent.Token token) {
    synchronized (tokens) {
      tokens.tryEmitNext(token);
    }
  }

  Flux<RunEvent> events() {
    var lately =
        tokens.asFlux().onBackpressureBuffer(TOKENS_BEHIND, BufferOverflowStrategy.DROP_OLDEST);
    // tokens first: whoever has seen an event misses no token after it
    return Flux.merge(lately, recorded.asFlux())
        .concatWith(end.asMono())
        .publishOn(Schedulers.boundedElastic());
  }
}
