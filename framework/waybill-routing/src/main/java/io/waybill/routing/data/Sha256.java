package io.waybill.routing.data;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** The SHA-256 of something: what tells it from all others, or lots that fall the same again. */
public final class Sha256 {
  private Sha256() {}

  /** {@code sha256:} and its hex digits. */
  public static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** {@code sha256:} and its hex digits. */
  public static String of(byte[] bytes) {
    return "sha256:" + HexFormat.of().formatHex(digest(bytes));
  }

  /** Its first four bytes, as a number. */
  public static int number(String text) {
    return ByteBuffer.wrap(digest(text.getBytes(StandardCharsets.UTF_8))).getInt();
  }

  /** A number in [0, 1) that any two texts have as by chance, and the same text always. */
  public static double lot(String text) {
    var bits = ByteBuffer.wrap(digest(text.getBytes(StandardCharsets.UTF_8))).getLong();
    return (bits >>> 11) * 0x1p-53;
  }

  private static byte[] digest(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
