package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.Run;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Runs one plan on many inputs, a few at a time, and waits for them. */
final class Batch {
  private static final long NANOS_TO_STOP = TimeUnit.SECONDS.toNanos(4);

  /** Told how each input ended, from several threads. */
  interface Sink {
    void finished(Finished run);

    void refused(Item.Refused item);
  }

  private final Engine engine;
  private final Plan<?> plan;
  private final RunOptions options;
  private final Interrupt interrupt;
  private final Sink sink;
  private final AtomicReference<@Nullable Throwable> trouble = new AtomicReference<>();

  Batch(Engine engine, Plan<?> plan, RunOptions options, Interrupt interrupt, Sink sink) {
    this.engine = engine;
    this.plan = plan;
    this.options = options;
    this.interrupt = interrupt;
    this.sink = sink;
  }

  /**
   * Returns when every input has been run, or soon after an interrupt.
   *
   * @param parallel how many at once
   * @return what stopped it early, if anything but an interrupt did
   */
  Optional<Throwable> run(Inputs inputs, int parallel) {
    var working = new CountDownLatch(parallel);
    for (int i = 0; i < parallel; i++) {
      var worker = new Thread(() -> work(inputs, working), "waybill-run-" + (i + 1));
      worker.setDaemon(true);
      worker.start();
    }
    await(working);
    return Optional.ofNullable(trouble.get());
  }

  private void work(Inputs inputs, CountDownLatch working) {
    try {
      for (var item = take(inputs); item != null; item = take(inputs)) {
        if (item instanceof Item.Ready ready) {
          perform(ready);
        } else if (item instanceof Item.Refused refused) {
          sink.refused(refused);
        }
      }
    } catch (Throwable e) {
      if (trouble.compareAndSet(null, e)) {
        interrupt.stop("stopped: " + e.getMessage());
      }
    } finally {
      working.countDown();
    }
  }

  private synchronized @Nullable Item take(Inputs inputs) {
    try {
      return interrupt.stopped() ? null : inputs.next();
    } catch (IOException e) {
      throw Complaint.trouble("cannot read the input: " + Complaint.why(e));
    }
  }

  private void perform(Item.Ready item) {
    Run<?> run;
    try {
      run = engine.start(plan, item.inputs(), options);
    } catch (IllegalArgumentException e) {
      sink.refused(new Item.Refused(item.line(), item.id(), String.valueOf(e.getMessage())));
      return;
    }
    interrupt.watch(run);
    try {
      var ended = ended(run, item).block();
      if (ended != null) {
        sink.finished(ended);
      }
    } finally {
      interrupt.unwatch(run);
    }
  }

  private static <O> Mono<Finished> ended(Run<O> run, Item.Ready item) {
    return run.result()
        .map(result -> new Finished(item, result.waybill(), Optional.of((Object) result.value())))
        .onErrorResume(
            RunException.class,
            failed -> Mono.just(new Finished(item, failed.waybill(), Optional.empty())));
  }

  /** After an interrupt it waits only for what is in flight: a worker may sit at the keyboard. */
  private void await(CountDownLatch working) {
    long since = 0;
    try {
      while (!working.await(20, TimeUnit.MILLISECONDS)) {
        if (interrupt.requested()) {
          since = since == 0 ? System.nanoTime() : since;
          if (interrupt.idle() || System.nanoTime() - since > NANOS_TO_STOP) {
            return;
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      interrupt.request();
    }
  }
}
