package io.waybill.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/** A style sheet or script that stands on a page, and is named there by what it says. */
record Sheet(String text) {
  static Sheet named(String name) {
    try (InputStream stream = Sheet.class.getResourceAsStream(name)) {
      var bytes = Objects.requireNonNull(stream, name).readAllBytes();
      return new Sheet(new String(bytes, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@code 'sha256-…'}: as a policy of content allows it, and nothing else. */
  String allowed() {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      var digest = sha.digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
