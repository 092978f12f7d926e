package io.waybill.local;

import java.io.IOException;

/**
 * A file on the class path that must be the one we know.
 *
 * @param name its path on the class path
 * @param digest {@code sha256:…} of its bytes
 * @param artifact which brings it
 */
record Pinned(String name, String digest, String artifact) {
  /**
   * Its bytes.
   *
   * @throws IOException if it is not there, or is another file of that name
   */
  byte[] read() throws IOException {
    try (var stream = Pinned.class.getClassLoader().getResourceAsStream(name)) {
      if (stream == null) {
        throw new IOException(
            "'%s' is not on the class path. It comes with %s, a dependency of waybill-local."
                .formatted(name, artifact));
      }
      var bytes = stream.readAllBytes();
      var found = Sha256.of(bytes);
      if (!found.equals(digest)) {
        throw new IOException(
            "'%s' is not the file that this version was built and measured with: its digest is %s, expected %s. Another artifact, or another version of one, brings a file of that name."
                .formatted(name, found, digest));
      }
      return bytes;
    }
  }
}
