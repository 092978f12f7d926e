package io.waybill.testkit.billing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a free port of the loopback address; every connection has two threads. */
final class Loopback implements AutoCloseable {
  private static final int WAITING = 1024;

  private final ServerSocket server;
  private final Clerk clerk;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool(Loopback::thread);
  private final CompletableFuture<Void> accepting;

  Loopback(Clerk clerk) throws IOException {
    this(new ServerSocket(0, WAITING, InetAddress.getByAddress(new byte[] {127, 0, 0, 1})), clerk);
  }

  Loopback(ServerSocket server, Clerk clerk) {
    this.server = server;
    this.clerk = clerk;
    this.accepting = CompletableFuture.runAsync(this::accept, threads);
  }

  private static Thread thread(Runnable body) {
    var thread = new Thread(body, "billing-provider");
    thread.setDaemon(true);
    return thread;
  }

  int port() {
    return server.getLocalPort();
  }

  private void accept() {
    try {
      while (true) {
        var connection = new Connection(server.accept(), clerk, threads);
        connections.add(connection);
        threads.execute(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Connection connection) {
    connection.run();
    connections.remove(connection);
  }

  /**
   * Closes every connection, whatever it waits for. The port lives on until the thread in {@code
   * accept} has left it: whoever it still lets in would be left with an open connection that nobody
   * reads.
   */
  @Override
  public void close() throws IOException {
    server.close();
    try {
      accepting.join();
    } finally {
      connections.forEach(Connection::drop);
      threads.shutdownNow();
    }
  }
}
