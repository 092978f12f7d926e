package io.waybill.routing.fit;

import java.nio.ByteBuffer;
import java.util.Base64;

/**
 * Numbers as text: one byte each and a scale for all, {@code 0.0123:AQL…}. A head that is packed
 * row by row decides as before but for one row in thousands.
 */
public final class Packed {
  private static final int MOST = 127;

  private Packed() {}

  /** The numbers as text; what {@link #read} gives of it is within half a scale of each. */
  public static String of(float[] numbers) {
    float most = 0;
    for (float number : numbers) {
      most = Math.max(most, Math.abs(number));
    }
    float scale = most == 0 ? 1 : most / MOST;
    var bytes = new byte[numbers.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(numbers[i] / scale);
    }
    return scale + ":" + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * What {@link #of} was given, as near as it kept it.
   *
   * @throws IllegalArgumentException if the text is none of its own, or of another length
   */
  public static float[] read(String text, int length) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("packed numbers begin with their scale and a colon");
    }
    float scale = Float.parseFloat(text.substring(0, colon));
    var bytes = Base64.getDecoder().decode(text.substring(colon + 1));
    if (bytes.length != length) {
      throw new IllegalArgumentException(
          "there are %d packed numbers where %d belong".formatted(bytes.length, length));
    }
    var numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = bytes[i] * scale;
    }
    return numbers;
  }

  /** The numbers as text, to the bit. */
  public static String exactly(float[] numbers) {
    var bytes = ByteBuffer.allocate(Float.BYTES * numbers.length);
    bytes.asFloatBuffer().put(numbers);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /** What {@link #exactly(float[])} was given. */
  public static float[] exactly(String text, int length) {
    var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text)).asFloatBuffer();
    if (bytes.remaining() != length) {
      throw new IllegalArgumentException(
          "there are %d numbers where %d belong".formatted(bytes.remaining(), length));
    }
    var numbers = new float[length];
    bytes.get(numbers);
    return numbers;
  }

  /** A table whose columns were packed and read again. */
  static float[][] columns(float[][] table) {
    var read = new float[table.length][table[0].length];
    for (int k = 0; k < table[0].length; k++) {
      put(read, k, read(of(column(table, k)), table.length));
    }
    return read;
  }

  static float[] column(float[][] table, int column) {
    var numbers = new float[table.length];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = table[i][column];
    }
    return numbers;
  }

  static void put(float[][] table, int column, float[] numbers) {
    for (int i = 0; i < numbers.length; i++) {
      table[i][column] = numbers[i];
    }
  }
}
