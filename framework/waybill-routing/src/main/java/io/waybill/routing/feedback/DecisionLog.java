package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Decision.Said;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.work.Choice;
import io.waybill.work.Score;
import io.waybill.work.Secrets;
import io.waybill.work.Work;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A file in which decisions are kept, and what became of them: JSON, one a line, that only grows at
 * its end. Any number of processes may write to it. Only its owner may read it.
 *
 * <p>No decision waits for the disk: lines are written by a thread of their own, usually within
 * milliseconds, and forced to the disk with those that came meanwhile. A process that is killed
 * loses those not yet written, and may leave the last of them cut off; {@link Decisions} tells such
 * a line and reads the others. What the disk refuses is lost, counted, told in {@link #problems}
 * and to the log, and fails {@link #flushed} and {@link #close}.
 *
 * <p>No text is kept unless {@linkplain #remember(Work, Function) somebody says how to scrub it};
 * what has the looks of a secret is hidden then, too.
 */
public final class DecisionLog implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Pen pen;
  private final Clock clock;

  private DecisionLog(Pen pen, Clock clock) {
    this.pen = pen;
    this.clock = clock;
  }

  /**
   * The log in a file, which is made if there is none.
   *
   * @throws IllegalArgumentException if nothing can be written there
   */
  public static DecisionLog at(Path file) {
    return at(file, Clock.systemUTC());
  }

  /** The same, its lines stamped by a clock. */
  public static DecisionLog at(Path file, Clock clock) {
    var appended = Appended.of(file);
    try {
      appended.add(List.of());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "no decisions can be kept in %s: %s. Name a file in a folder that is there"
              .formatted(file, e),
          e);
    }
    return new DecisionLog(new Pen(appended), clock);
  }

  /** A router whose decisions are kept here, without the texts that it was asked. */
  public <I> Remembered<I> remember(Work<? super I, Choice> router) {
    return remember(router, input -> "");
  }

  /**
   * A router whose decisions are kept here.
   *
   * @param scrubbed what to keep of what it was asked, without private data; empty for nothing. It
   *     is asked on the thread that writes; where it fails, the decision is kept without a text
   */
  public <I> Remembered<I> remember(
      Work<? super I, Choice> router, Function<? super I, String> scrubbed) {
    return new Remembered<>(this, router, scrubbed);
  }

  /**
   * Keeps how good a decision was. Of several scores of a metric the last one counts. A score for a
   * decision that is not in the log is kept too, since that may still be on its way; {@link
   * Decisions#orphans} tells it.
   *
   * @throws IllegalArgumentException if the score has no metric or no finite value
   */
  public void outcome(DecisionId decision, Score score) {
    if (score.metric().isBlank() || !Double.isFinite(score.value())) {
      throw new IllegalArgumentException(
          "an outcome has the name of its metric and a finite value, not '%s' and %s"
              .formatted(score.metric(), score.value()));
    }
    var at = clock.instant();
    pen.write(() -> Entries.outcome(decision, at, score));
  }

  /**
   * Done when all that was said so far is on the disk; an {@link IOException} if any of it is lost.
   */
  public Mono<Void> flushed() {
    return pen.flushed();
  }

  /** What went wrong so far: at most twenty different things. */
  public List<String> problems() {
    return pen.problems();
  }

  /**
   * Waits until all that was said so far is on the disk. It can be written to all the same.
   *
   * @throws UncheckedIOException if any of it is lost
   */
  @Override
  public void close() {
    try {
      flushed().toFuture().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    } catch (CompletionException e) {
      throw new UncheckedIOException(
          e.getCause() instanceof IOException known
              ? known
              : new IOException("not written within " + PATIENCE.toSeconds() + " s", e));
    }
  }

  Said said(String by, Choice choice) {
    return new Said(clock.instant(), by, choice);
  }

  Silent silent(String by, String why) {
    return new Silent(clock.instant(), by, why);
  }

  void keep(DecisionId id, Said said, Supplier<String> text, Decision.Arm arm) {
    pen.write(() -> Entries.decision(id, said, known(text), arm));
  }

  void keep(DecisionId id, Decision.Shadow shadow) {
    pen.write(
        () ->
            shadow instanceof Decision.Answered answered
                ? Entries.shadow(id, answered.said())
                : Entries.shadow(id, (Silent) shadow));
  }

  /** What a scrubber complains of may be private: only its kind is told. */
  private String known(Supplier<String> text) {
    try {
      return Secrets.hidden(text.get());
    } catch (RuntimeException | StackOverflowError e) { // as of a pattern on a long text
      pen.tell(
          "a text could not be scrubbed (%s): its decision is kept without it"
              .formatted(e.getClass().getSimpleName()));
      return "";
    }
  }
}
