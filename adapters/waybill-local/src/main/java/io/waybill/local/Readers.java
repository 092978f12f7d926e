package io.waybill.local;

import io.waybill.work.Encoder.Encoded;
import io.waybill.work.WorkException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
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
  private final Reading reading;
  private final Executor pool;
  private final Set<Waiting> line = new LinkedHashSet<>();
  private int atWork;

  /**
   * How somebody wants a text read.
   *
   * @param alone on its own, however many wait
   * @param take which layers of it
   */
  record How(boolean alone, Take take) {}

  /** Reads texts together and gives what each of them came to, in their order. */
  interface Reading {
    List<Encoded> of(List<Waiting> texts) throws Exception;
  }

  /** Somebody who waits for the vector of a text. */
  static final class Waiting {
    final String text;
    final How how;
    private final MonoSink<Encoded> sink;
    private boolean left;

    private Waiting(String text, How how, MonoSink<Encoded> sink) {
      this.text = text;
      this.how = how;
      this.sink = sink;
    }
  }

  Readers(String name, int threads, Reading reading) {
    this(threads, reading, daemons("waybill-" + name, threads));
  }

  Readers(int threads, Reading reading, Executor pool) {
    this.threads = threads;
    this.reading = reading;
    this.pool = pool;
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
      if (waiting.left) {
        return;
      }
      line.add(waiting);
      if (atWork == threads) {
        return;
      }
      atWork++;
    }
    begin(waiting);
  }

  /** Where the system has no thread to give, nobody is counted as at work who is not. */
  private void begin(Waiting waiting) {
    try {
      pool.execute(this::work);
    } catch (Throwable e) {
      synchronized (line) {
        atWork--;
        line.remove(waiting);
      }
      waiting.sink.error(e);
    }
  }

  /** Whoever leaves before he has joined never joins. */
  private void leave(Waiting waiting) {
    synchronized (line) {
      waiting.left = true;
      line.remove(waiting);
    }
  }

  private void work() {
    for (var texts = next(); !texts.isEmpty(); texts = next()) {
      read(texts);
    }
  }

  /** What goes wrong with several is tried with each alone, or others would hear of one's fault. */
  private void read(List<Waiting> texts) {
    List<Encoded> encoded;
    try {
      encoded = reading.of(texts);
    } catch (Throwable e) { // whatever it is, somebody waits to hear of it
      if (texts.size() == 1 || e instanceof WorkException) { // which is no text's fault
        texts.forEach(waiting -> tell(() -> waiting.sink.error(e)));
      } else {
        texts.forEach(waiting -> read(List.of(waiting)));
      }
      return;
    }
    for (int i = 0; i < texts.size(); i++) {
      var sink = texts.get(i).sink;
      var vector = encoded.get(i);
      tell(() -> sink.success(vector));
    }
  }

  /** What somebody does with an answer may fail, and is no reason for others to wait for theirs. */
  private static void tell(Runnable somebody) {
    try {
      somebody.run();
    } catch (Throwable e) {
      var thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
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
