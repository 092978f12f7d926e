package io.waybill.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A server on a socket that says exactly what its script says, byte by byte, and knows when the
 * other side closed.
 */
final class Server implements AutoCloseable {
  /** What it does with a connection. */
  interface Script {
    void play(Talk talk) throws IOException, InterruptedException;
  }

  /** A request as it came. */
  record Request(String line, Map<String, String> headers, String body) {}

  private final ServerSocket socket;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Long> closed = new CompletableFuture<>();
  private final Semaphore asked = new Semaphore(0);

  private Server(Script script) {
    try {
      socket = new ServerSocket(0, 500, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inTheBackground(() -> accept(script));
  }

  static Server playing(Script script) {
    return new Server(script);
  }

  /** Answers every request of every connection with the same. */
  static Server answering(String answer) {
    return playing(
        talk -> {
          while (talk.hear()) {
            talk.say(answer);
          }
        });
  }

  static String ok(String type, String body) {
    return status("200 OK", "content-type: " + type, body);
  }

  static String status(String status, String headers, String body) {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    return "HTTP/1.1 %s\r\n%s\r\ncontent-length: %d\r\n\r\n%s"
        .formatted(status, headers, length, body);
  }

  String url() {
    return "http://127.0.0.1:" + port();
  }

  int port() {
    return socket.getLocalPort();
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  int connections() {
    return connections.size();
  }

  /** Waits until a whole request is there that nobody has waited for before. */
  void awaitRequest() {
    awaitRequests(1);
  }

  void awaitRequests(int count) {
    try {
      if (!asked.tryAcquire(count, 50, TimeUnit.SECONDS)) {
        throw new AssertionError("not yet " + count + ", of " + requests.size() + " requests");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** When, in {@code nanoTime}, the other side closed a connection. */
  long closedAt() {
    return await(closed);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(50, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept(Script script) {
    try {
      while (true) {
        var connection = socket.accept();
        connections.add(connection);
        inTheBackground(() -> serve(connection, script));
      }
    } catch (IOException closedByUs) {
      // the test is over
    }
  }

  private void serve(Socket connection, Script script) {
    try (connection) {
      connection.setTcpNoDelay(true);
      script.play(new Talk(connection));
    } catch (IOException | InterruptedException gone) {
      closed.complete(System.nanoTime());
    }
  }

  private static void inTheBackground(Runnable task) {
    var thread = new Thread(task, "test-server");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    try {
      socket.close();
      for (var connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One connection. */
  final class Talk {
    private final InputStream in;
    private final OutputStream out;
    private final Socket connection;

    private Talk(Socket connection) throws IOException {
      this.connection = connection;
      in = connection.getInputStream();
      out = connection.getOutputStream();
    }

    /** Reads a request; whether there was one. */
    boolean hear() throws IOException {
      var head = head();
      if (head.isEmpty()) {
        closed.complete(System.nanoTime());
        return false;
      }
      var lines = head.split("\r\n");
      var headers = new TreeMap<String, String>();
      for (int i = 1; i < lines.length; i++) {
        var parts = lines[i].split(": ?", 2);
        headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
      }
      int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
      var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
      requests.add(new Request(lines[0], headers, body));
      asked.release();
      return true;
    }

    /** Reads a request up to the first byte of its body, and no further. */
    void hearTheBeginning() throws IOException {
      var line = head().split("\r\n")[0];
      requests.add(new Request(line, Map.of(), Character.toString(in.read())));
      asked.release();
    }

    private String head() throws IOException {
      var read = new ByteArrayOutputStream();
      for (int b = in.read(); b >= 0; b = in.read()) {
        read.write(b);
        var text = read.toString(StandardCharsets.ISO_8859_1);
        if (text.endsWith("\r\n\r\n")) {
          return text.strip();
        }
      }
      return "";
    }

    void say(String text) throws IOException {
      say(text.getBytes(StandardCharsets.UTF_8));
    }

    void say(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
    }

    void beginStream(String type) throws IOException {
      say("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    void chunk(String text) throws IOException {
      chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    void chunk(byte[] bytes) throws IOException {
      say(Integer.toHexString(bytes.length) + "\r\n");
      say(bytes);
      say("\r\n");
    }

    void endStream() throws IOException {
      say("0\r\n\r\n");
    }

    /** Says no more, and waits until the other side closes. */
    void stall() throws IOException {
      while (in.read() >= 0) {
        // whatever it still says
      }
      closed.complete(System.nanoTime());
    }

    /** Closes without a word of goodbye: the other side sees a reset. */
    void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }
  }
}
