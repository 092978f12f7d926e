package io.waybill.local;

import io.waybill.work.Encoder.Encoded;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/**
 * Threads that read the texts that wait, the one that came first first. As long as no more texts
 * wait than there are threads, each is read alone; then a thread takes its share of the line, texts
 * about as long as the first, and reads them together. Whoever cancels while waiting has left the
 * line.
 */
final class Readers {
  private static final int MOST_TOGETHER = 8;

  /** Padding included. A run of more has its cores at work anyway, and gains nothing from more. */
  private static final int MOST_CHARACTERS = 640;

  /** How far down the line texts of a like length are looked for. */
  private static final int LOOKED_AT = 32;

  private final int threads;
  private final Consumer<List<Waiting>> reading;
  private final ThreadPoolExecutor pool;
  private final Set<Waiting> line = new LinkedHashSet<>();
  private int atWork;

  /**
   * How somebody wants a text read.
   *
   * @param alone on its own, however many wait
   * @param take which layers of it
   */
  record How(boolean alone, Take take) {}

  /** Somebody who waits for the vector of a text. */
  static final class Waiting {
    final String text;
    final How how;
    final MonoSink<Encoded> sink;

    private Waiting(String text, How how, MonoSink<Encoded> sink) {
      this.text = text;
      this.how = how;
      this.sink = sink;
    }
  }

  /**
   * @param reading answers everybody it is given, and throws nothing
   */
  Readers(String name, int threads, Consumer<List<Waiting>> reading) {
    this.threads = threads;
    this.reading = reading;
    this.pool = daemons("waybill-" + name, threads);
  }

  Mono<Encoded> vector(String text, How how) {
    return Mono.create(
        sink -> {
          var waiting = new Waiting(text, how, sink);
          sink.onCancel(() -> leave(waiting));
          join(waiting);
        });
  }

  private void join(Waiting waiting) {
    synchronized (line) {
      line.add(waiting);
      if (atWork == threads) {
        return;
      }
      atWork++;
    }
    pool.execute(this::work);
  }

  private void leave(Waiting waiting) {
    synchronized (line) {
      line.remove(waiting);
    }
  }

  private void work() {
    for (var texts = next(); !texts.isEmpty(); texts = next()) {
      reading.accept(texts);
    }
  }

  /** Who is to be served now; nobody if the line is empty, and then one thread less is at work. */
  private List<Waiting> next() {
    synchronized (line) {
      if (line.isEmpty()) {
        atWork--;
        return List.of();
      }
      var first = line.iterator().next();
      line.remove(first);
      int share = Math.min(MOST_TOGETHER, 1 + line.size() / threads);
      return share == 1 || first.how.alone ? List.of(first) : together(first, share);
    }
  }

  private List<Waiting> together(Waiting first, int share) {
    var like =
        line.stream()
            .limit(LOOKED_AT)
            .filter(waiting -> !waiting.how.alone)
            .sorted(Comparator.comparingInt(waiting -> distance(first, waiting)))
            .limit(share - 1)
            .toList();
    var together = new ArrayList<Waiting>(share);
    together.add(first);
    int longest = first.text.length();
    for (var waiting : like) {
      longest = Math.max(longest, waiting.text.length());
      if (longest > MOST_CHARACTERS / (together.size() + 1)) {
        break;
      }
      together.add(waiting);
      line.remove(waiting);
    }
    return together;
  }

  private static int distance(Waiting one, Waiting other) {
    return Math.abs(one.text.length() - other.text.length());
  }

  /** Threads that keep no JVM alive and go away when nobody asks. */
  private static ThreadPoolExecutor daemons(String name, int threads) {
    var pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            30,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }
}
