package io.waybill.benchmarks.soak;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A model on the loopback address that speaks OpenAI's wire, streamed: it answers {@code ask 17}
 * with {@link #answer}, some words at a time. It is our own because it must keep nothing itself:
 * the server of JDK 17 keeps each connection that a client has cut off.
 */
final class ModelServer implements AutoCloseable {
  static final String MODEL = "small";

  /** How much it says it has read and written, whatever it was asked. */
  static final int READ = 20;

  static final int WORDS = 12;

  /** One in so many fails at once, or breaks off. */
  private static final int FAILS = 29;

  private static final int BREAKS = 31;

  private static final Pattern ASKED = Pattern.compile("ask (\\d+)");
  private static final Pattern LENGTH = Pattern.compile("(?i)content-length: *(\\d+)");
  private static final int WORDS_AT_ONCE = 3;
  private static final Duration APART = Duration.ofMillis(8);

  private final ServerSocket door;
  private final ExecutorService threads = Executors.newCachedThreadPool(ModelServer::thread);
  private final AtomicInteger open = new AtomicInteger();

  private ModelServer(ServerSocket door) {
    this.door = door;
  }

  static ModelServer start() {
    try {
      var server = new ModelServer(new ServerSocket(0, 1024, InetAddress.getLoopbackAddress()));
      server.threads.execute(server::accept);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback address can be had", e);
    }
  }

  private static Thread thread(Runnable task) {
    var thread = new Thread(task, "model server");
    thread.setDaemon(true);
    return thread;
  }

  /** The base URL for clients of OpenAI. */
  String url() {
    return "http://127.0.0.1:" + door.getLocalPort() + "/v1";
  }

  /** Answers that are being given. */
  int open() {
    return open.get();
  }

  static String answer(long number) {
    var text = new StringBuilder();
    for (int word = 0; word < WORDS; word++) {
      text.append("word").append(number + word).append(' ');
    }
    return text.toString().strip();
  }

  /** A number that it answers well, and like no other. */
  static long well(long number) {
    return number * FAILS * BREAKS;
  }

  private void accept() {
    try {
      while (true) {
        var socket = door.accept();
        threads.execute(() -> serve(socket));
      }
    } catch (IOException closed) {
      // nobody is let in any more
    }
  }

  /** One request after another, until either side has had enough. */
  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      var in = new BufferedInputStream(socket.getInputStream());
      for (var asked = request(in); !asked.isEmpty(); asked = request(in)) {
        var found = ASKED.matcher(asked);
        long number = found.find() ? Long.parseLong(found.group(1)) : 0;
        open.incrementAndGet();
        try {
          if (!answer(number, socket.getOutputStream())) {
            return;
          }
        } finally {
          open.decrementAndGet();
        }
      }
    } catch (IOException gone) {
      // whoever asked has gone
    }
  }

  /** Its body; empty if there is none any more. */
  private static String request(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    var length = LENGTH.matcher(head);
    int bytes = length.find() ? Integer.parseInt(length.group(1)) : 0;
    return new String(in.readNBytes(bytes), StandardCharsets.UTF_8);
  }

  /** Whether it has come to its end. */
  private static boolean answer(long number, OutputStream to) throws IOException {
    if (number % FAILS == 3) {
      var error = "{\"error\":{\"message\":\"as planned\"}}";
      write(
          to, "HTTP/1.1 503 Busy\r\nContent-Length: %d\r\n\r\n%s".formatted(error.length(), error));
      return true;
    }
    write(
        to,
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n");
    var words = List.of(answer(number).split("(?<= )"));
    for (int from = 0; from < WORDS; from += WORDS_AT_ONCE) {
      LockSupport.parkNanos(APART.toNanos());
      if (from > WORDS / 2 && number % BREAKS == 5) {
        return false;
      }
      int until = Math.min(WORDS, from + WORDS_AT_ONCE);
      chunk(to, said(String.join("", words.subList(from, until))));
    }
    LockSupport.parkNanos(APART.toNanos());
    chunk(to, END);
    write(to, "0\r\n\r\n");
    return true;
  }

  private static String said(String text) {
    return event(
        "[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"" + text + "\"}}]", "");
  }

  private static final String END =
      event("[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]", "")
          + event(
              "[]",
              ",\"usage\":{\"prompt_tokens\":%d,\"completion_tokens\":%d,\"total_tokens\":%d}"
                  .formatted(READ, WORDS, READ + WORDS))
          + "data: [DONE]\n\n";

  private static String event(String choices, String more) {
    return "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"%s\",\"choices\":%s%s}\n\n"
        .formatted(MODEL, choices, more);
  }

  private static void chunk(OutputStream to, String text) throws IOException {
    write(to, Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
  }

  private static void write(OutputStream to, String text) throws IOException {
    to.write(text.getBytes(StandardCharsets.US_ASCII));
    to.flush();
  }

  @Override
  public void close() {
    try {
      door.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    threads.shutdownNow();
  }
}
