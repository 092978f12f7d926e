package io.waybill.testkit.billing;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * One client's connection: HTTP/1.1, kept alive, one request after the other.
 *
 * <p>While one thread answers, another goes on reading: so the provider learns at once that the
 * client has gone, before the first byte of the answer too, which a server that only writes cannot.
 * (A client that sends its next request before it has the answer to this one is not seen leaving.)
 */
final class Connection implements Runnable {
  private static final String END = "\r\n";

  private final Socket socket;
  private final Clerk clerk;
  private final Executor threads;

  Connection(Socket socket, Clerk clerk, Executor threads) {
    this.socket = socket;
    this.clerk = clerk;
    this.threads = threads;
  }

  @Override
  public void run() {
    try (socket;
        var in = new PushbackInputStream(new BufferedInputStream(socket.getInputStream()))) {
      socket.setTcpNoDelay(true);
      for (var next = next(in); next.isPresent(); next = next(in)) {
        serve(clerk.receive(next.get()), in);
      }
    } catch (IOException | RejectedExecutionException e) {
      // the client is gone, or the provider closed: either way nobody is left to tell
    }
  }

  private Optional<Received> next(PushbackInputStream in) throws IOException {
    try {
      return Received.from(in);
    } catch (Received.Unreadable e) {
      send(e.status(), Map.of("connection", "close"), "text/plain", String.valueOf(e.getMessage()));
      throw e;
    }
  }

  private void serve(Exchange exchange, PushbackInputStream in) throws IOException {
    var answered = CompletableFuture.runAsync(() -> answer(exchange), threads);
    try {
      var next = in.read();
      if (next < 0) {
        throw new IOException("closed by the client");
      }
      in.unread(next);
    } catch (IOException e) {
      exchange.closedByClient();
      throw e;
    }
    answered.join();
  }

  private void answer(Exchange exchange) {
    try {
      clerk.answer(exchange, this);
    } catch (IOException e) {
      exchange.closedByClient();
    } catch (RuntimeException e) {
      fail(exchange, e);
    }
    exchange.settle();
    if (exchange.request().last() || !exchange.ended()) {
      drop();
    }
  }

  /** A mistake of the provider's own, which must not look like a model that says nothing. */
  private void fail(Exchange exchange, RuntimeException mistake) {
    exchange.brokenOff();
    exchange.answers(500);
    try {
      send(500, Map.of(), "text/plain", "the billing provider itself failed: " + mistake);
    } catch (IOException e) {
      // the client is gone too
    }
  }

  /** An answer all at once. */
  void send(int status, Map<String, String> headers, String type, String body) throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    var out = new ByteArrayOutputStream();
    out.writeBytes(head(status, headers, type, "content-length: " + bytes.length));
    out.writeBytes(bytes);
    write(out);
  }

  /** The beginning of an answer that comes in chunks. */
  void open(int status, Map<String, String> headers, String type) throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(head(status, headers, type, "transfer-encoding: chunked"));
    write(out);
  }

  private static byte[] head(int status, Map<String, String> headers, String type, String length) {
    var head = new StringBuilder("HTTP/1.1 ").append(status).append(' ').append(END);
    head.append(length).append(END);
    if (!headers.containsKey("content-type")) {
      head.append("content-type: ").append(type).append(END);
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append(END));
    return head.append(END).toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One chunk; an empty one is not sent, because it would be the last. */
  void chunk(String text) throws IOException {
    if (!text.isEmpty()) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      var out = new ByteArrayOutputStream();
      out.writeBytes(ascii(Integer.toHexString(bytes.length) + END));
      out.writeBytes(bytes);
      out.writeBytes(ascii(END));
      write(out);
    }
  }

  /** The end of an answer that came in chunks. */
  void end() throws IOException {
    var out = new ByteArrayOutputStream();
    out.writeBytes(ascii("0" + END + END));
    write(out);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private void write(ByteArrayOutputStream bytes) throws IOException {
    bytes.writeTo(socket.getOutputStream());
  }

  /** Closes the socket, whatever the client still waits for. */
  void drop() {
    try {
      socket.close();
    } catch (IOException e) {
      // it was closed already
    }
  }
}
