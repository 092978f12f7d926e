package io.waybill.testkit.billing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoopbackTest {
  private static final int PATIENCE_MILLIS = 20_000;

  /** Hands out a connection only when it has been closed, as the kernel does now and then. */
  private static final class Late extends ServerSocket {
    private final CountDownLatch accepted = new CountDownLatch(1);
    private volatile @Nullable Thread closer;

    private Late() throws IOException {
      super(0, 1, InetAddress.getLoopbackAddress());
    }

    @Override
    public Socket accept() throws IOException {
      var socket = super.accept();
      accepted.countDown();
      while (!(awaited() || Thread.currentThread().isInterrupted())) {
        Thread.onSpinWait();
      }
      return socket;
    }

    /** Whether whoever closed it waits for those who are still in it. */
    private boolean awaited() {
      var thread = closer;
      return thread != null && thread.getState() == Thread.State.WAITING;
    }

    @Override
    public void close() throws IOException {
      super.close();
      closer = Thread.currentThread();
    }
  }

  @Test
  void whoIsLetInWhileItClosesIsNotLeftWaiting() throws Exception {
    var server = new Late();
    var loopback = new Loopback(server, new Clerk(new Orders()));
    try (var client = new Socket(server.getInetAddress(), server.getLocalPort())) {
      client.setSoTimeout(PATIENCE_MILLIS);
      server.accepted.await();
      loopback.close();
      assertEquals(-1, client.getInputStream().read());
    }
  }
}
