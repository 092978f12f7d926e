package io.waybill.benchmarks.soak;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * A model on the loopback address that speaks OpenAI's wire, streamed: it answers {@code ask 17}
 * with {@link #answer}, some words at a time, and keeps nothing of what it was asked.
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
  private static final int WORDS_AT_ONCE = 3;
  private static final int APART_MILLIS = 8;

  private final HttpServer server;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, ModelServer::thread);
  private final AtomicInteger open = new AtomicInteger();

  private ModelServer(HttpServer server) {
    this.server = server;
  }

  static ModelServer start() {
    try {
      var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      var made = new ModelServer(HttpServer.create(address, 1024));
      made.server.createContext("/v1/chat/completions", made::asked);
      made.server.setExecutor(made.timer);
      made.server.start();
      return made;
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
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /** Exchanges that are not over. */
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

  private static boolean fails(long number) {
    return number % FAILS == 3;
  }

  private static boolean breaksOff(long number) {
    return number % BREAKS == 5;
  }

  private void asked(HttpExchange exchange) throws IOException {
    open.incrementAndGet();
    var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    var found = ASKED.matcher(asked);
    long number = found.find() ? Long.parseLong(found.group(1)) : 0;
    if (fails(number)) {
      var error = "{\"error\":{\"message\":\"as planned\"}}".getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(503, error.length);
      exchange.getResponseBody().write(error);
      over(exchange);
    } else {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      later(exchange, number, 0);
    }
  }

  private void later(HttpExchange exchange, long number, int from) {
    timer.schedule(() -> goOn(exchange, number, from), APART_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void goOn(HttpExchange exchange, long number, int from) {
    try {
      if (from > WORDS / 2 && breaksOff(number)) {
        over(exchange);
        return;
      }
      if (from < WORDS) {
        var words = answer(number).split("(?<= )");
        int to = Math.min(WORDS, from + WORDS_AT_ONCE);
        write(exchange, said(String.join("", java.util.Arrays.asList(words).subList(from, to))));
        later(exchange, number, to);
      } else {
        write(exchange, END);
        over(exchange);
      }
    } catch (IOException gone) {
      over(exchange);
    }
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

  private static void write(HttpExchange exchange, String text) throws IOException {
    exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
  }

  private void over(HttpExchange exchange) {
    exchange.close();
    open.decrementAndGet();
  }

  @Override
  public void close() {
    server.stop(0);
    timer.shutdownNow();
  }
}
