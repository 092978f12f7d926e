package io.waybill.models;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers every request byte for byte as its script says, and no better. */
final class RawServer implements AutoCloseable {
  /** What it does when a request is there; then the connection is closed. */
  interface Script {
    void answer(Talk talk) throws IOException;
  }

  private final ServerSocket socket;
  private final List<Socket> connections = new CopyOnWriteArrayList<>();
  private final AtomicInteger requests = new AtomicInteger();

  private RawServer(Script script) {
    try {
      socket = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    inTheBackground(() -> accept(script));
  }

  static RawServer playing(Script script) {
    return new RawServer(script);
  }

  String url() {
    return "http://127.0.0.1:" + socket.getLocalPort();
  }

  int requests() {
    return requests.get();
  }

  private void accept(Script script) {
    try {
      while (true) {
        var connection = socket.accept();
        connections.add(connection);
        inTheBackground(() -> serve(connection, script));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket connection, Script script) {
    try (connection) {
      connection.setTcpNoDelay(true);
      var talk = new Talk(connection);
      talk.hear();
      requests.incrementAndGet();
      script.answer(talk);
    } catch (IOException gone) {
      // the client has heard enough
    }
  }

  private static void inTheBackground(Runnable task) {
    var thread = new Thread(task, "raw-server");
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
  static final class Talk {
    private final Socket connection;
    private final InputStream in;

    private Talk(Socket connection) throws IOException {
      this.connection = connection;
      this.in = connection.getInputStream();
    }

    /** Reads a request to its end. */
    private void hear() throws IOException {
      var head = new StringBuilder();
      for (int b = in.read(); b >= 0 && !head.toString().endsWith("\r\n\r\n"); b = in.read()) {
        head.append((char) b);
        if (head.toString().endsWith("\r\n\r\n")) {
          break;
        }
      }
      for (var line : head.toString().toLowerCase(Locale.ROOT).split("\r\n")) {
        if (line.startsWith("content-length:")) {
          in.readNBytes(Integer.parseInt(line.substring(15).strip()));
        }
      }
    }

    /** The head of an answer that ends when the connection does. */
    Talk open(String type) throws IOException {
      return say("HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\nconnection: close\r\n\r\n");
    }

    /** The head of an answer in chunks, so that its end can be told from a cut. */
    Talk openChunked(String type) throws IOException {
      return say(
          "HTTP/1.1 200 OK\r\ncontent-type: " + type + "\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    Talk chunk(String text) throws IOException {
      return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    Talk chunk(byte[] bytes) throws IOException {
      say(Integer.toHexString(bytes.length) + "\r\n");
      connection.getOutputStream().write(bytes);
      return say("\r\n");
    }

    Talk say(String text) throws IOException {
      var out = connection.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return this;
    }

    /** Says nothing for so long; an error if the client goes meanwhile. */
    Talk pause(Duration time) throws IOException {
      connection.setSoTimeout((int) time.toMillis());
      try {
        if (in.read() < 0) {
          throw new IOException("the client has gone");
        }
      } catch (SocketTimeoutException waited) {
        return this;
      }
      return this;
    }

    /** Says nothing more until the client goes. */
    void stall() throws IOException {
      connection.setSoTimeout(0);
      while (in.read() >= 0) {
        // whatever it still says
      }
    }

    /** Closes without a word of goodbye. */
    void reset() throws IOException {
      connection.setSoLinger(true, 0);
      connection.close();
    }
  }
}
