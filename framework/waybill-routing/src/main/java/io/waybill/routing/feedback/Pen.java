package io.waybill.routing.feedback;

import io.waybill.work.Offload;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Writes lines to a file behind the back of whoever has something to say: that is put into a queue,
 * and written by a thread that may wait for the disk. What waits in the queue is lost when the
 * process is killed; what cannot be written is counted and told.
 */
final class Pen {
  private static final System.Logger LOG = System.getLogger("io.waybill.routing.feedback");
  private static final Executor THREADS = Offload.executor("waybill-decisions");
  private static final int MOST_WAITING = 1 << 16;
  private static final int AT_ONCE = 1024;
  private static final int TOLD = 20;

  private final Appended file;
  private final Queue<Item> items = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger signals = new AtomicInteger();
  private final AtomicLong lost = new AtomicLong();
  private final List<String> problems = new ArrayList<>();

  private sealed interface Item {}

  /** A line, made when it is written. */
  private record Line(Supplier<String> text) implements Item {}

  /** Somebody wants to know when all before it is written. */
  private record Mark(MonoSink<Void> sink) implements Item {}

  Pen(Appended file) {
    this.file = file;
  }

  /** Never waits and never fails. */
  void write(Supplier<String> line) {
    if (waiting.incrementAndGet() > MOST_WAITING) {
      waiting.decrementAndGet();
      lose(1, String.format(Locale.ROOT, "more than %,d lines waited for the disk", MOST_WAITING));
    } else {
      put(new Line(line));
    }
  }

  /** Done when all that was written so far is on the disk; an error if any line ever was lost. */
  Mono<Void> flushed() {
    return Mono.create(sink -> put(new Mark(sink)));
  }

  /** What went wrong so far, the first of it. */
  List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  long lost() {
    return lost.get();
  }

  /** Tells of something that went wrong without a line being lost. */
  void tell(String problem) {
    synchronized (problems) {
      if (problems.size() < TOLD && !problems.contains(problem)) {
        problems.add(problem);
        LOG.log(Level.WARNING, problem);
      }
    }
  }

  private void lose(int lines, String why) {
    lost.addAndGet(lines);
    tell("decisions are not kept in %s: %s".formatted(file.file(), why));
  }

  private void put(Item item) {
    items.add(item);
    if (signals.getAndIncrement() == 0) {
      THREADS.execute(this::writeAll);
    }
  }

  private void writeAll() {
    int seen = signals.get();
    do {
      for (var batch = next(); !batch.isEmpty(); batch = next()) {
        write(batch);
      }
      seen = signals.addAndGet(-seen);
    } while (seen != 0);
  }

  private List<Item> next() {
    var batch = new ArrayList<Item>();
    for (var item = items.poll(); item != null; item = items.poll()) {
      batch.add(item);
      if (batch.size() == AT_ONCE) {
        break;
      }
    }
    return batch;
  }

  private void write(List<Item> batch) {
    var lines = new ArrayList<String>();
    var marks = new ArrayList<MonoSink<Void>>();
    for (var item : batch) {
      if (item instanceof Line line) {
        waiting.decrementAndGet();
        made(line, lines);
      } else if (item instanceof Mark mark) {
        marks.add(mark.sink);
      }
    }
    add(lines);
    marks.forEach(this::done);
  }

  /** What a line says may be private, and so may the complaint of whoever fails to make it. */
  private void made(Line line, List<String> lines) {
    try {
      lines.add(line.text.get());
    } catch (Throwable e) { // whatever it is, the lines behind it are to be written
      lose(1, "a line cannot be made: " + e.getClass().getSimpleName());
    }
  }

  private void add(List<String> lines) {
    if (lines.isEmpty()) {
      return;
    }
    try {
      file.add(lines);
    } catch (Throwable e) {
      lose(lines.size(), e.toString());
    }
  }

  /** What whoever waited does then may fail, which is no reason to write no more. */
  private void done(MonoSink<Void> sink) {
    try {
      if (lost() == 0) {
        sink.success();
      } else {
        sink.error(new IOException(complaint()));
      }
    } catch (Throwable e) {
      LOG.log(Level.WARNING, "whoever waited for decisions to be kept failed then", e);
    }
  }

  /** What to say of lines that were lost. */
  String complaint() {
    return String.format(
        Locale.ROOT, "%,d lines were lost: %s", lost(), String.join("; ", problems()));
  }
}
