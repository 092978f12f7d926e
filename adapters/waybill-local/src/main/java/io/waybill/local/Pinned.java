package io.waybill.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;

/**
 * A file on the class path that must be the one we know.
 *
 * @param name its path on the class path
 * @param digest {@code sha256:…} of its bytes
 * @param artifact which brings it
 */
record Pinned(String name, String digest, String artifact) {
  /** How many bytes to begin with if nobody says how many there are. */
  private static final int UNKNOWN_LENGTH = 1 << 20;

  /**
   * Its bytes.
   *
   * @throws IOException if it is not there, or is another file of that name
   */
  byte[] read() throws IOException {
    var read = outsideTheHeap(new byte[0]);
    var bytes = new byte[read.remaining()];
    read.get(bytes);
    return bytes;
  }

  /**
   * Its bytes and others behind them, ready to be read, in memory that goes back to the system when
   * nobody needs it: a heap that once held a model would stay as large.
   *
   * @throws IOException if it is not there, or is another file of that name
   */
  ByteBuffer outsideTheHeap(byte[] behind) throws IOException {
    var url = Pinned.class.getClassLoader().getResource(name);
    if (url == null) {
      throw new IOException(
          "'%s' is not on the class path. It comes with %s, a dependency of waybill-local."
              .formatted(name, artifact));
    }
    var connection = url.openConnection();
    connection.setUseCaches(false); // or the jar would stay open
    try (var channel = Channels.newChannel(connection.getInputStream())) {
      var bytes = bytes(channel, connection.getContentLength(), behind.length);
      var found = Sha256.of(bytes.duplicate().flip());
      if (!found.equals(digest)) {
        throw new IOException(
            "'%s' is not the file that this version was built and measured with: its digest is %s, expected %s. Another artifact, or another version of one, brings a file of that name."
                .formatted(name, found, digest));
      }
      return bytes.put(behind).flip();
    }
  }

  /** All bytes, and room for more behind them. */
  private static ByteBuffer bytes(ReadableByteChannel channel, int expected, int room)
      throws IOException {
    var bytes = ByteBuffer.allocateDirect(Math.max(expected, UNKNOWN_LENGTH) + room + 1);
    while (channel.read(bytes) >= 0) {
      if (bytes.remaining() <= room) {
        bytes = ByteBuffer.allocateDirect(2 * bytes.capacity()).put(bytes.flip());
      }
    }
    return bytes;
  }
}
