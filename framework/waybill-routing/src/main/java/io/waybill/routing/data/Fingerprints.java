package io.waybill.routing.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;

/**
 * Which texts were seen, without the texts: four bytes of the SHA-256 of each, in what makes no
 * difference to a reader. Of a million texts that were not seen, 15,000 that were make about four
 * look as if they had been.
 */
public final class Fingerprints {
  private final int[] sorted;

  private Fingerprints(int[] sorted) {
    this.sorted = sorted;
  }

  public static Fingerprints of(Collection<String> texts) {
    return new Fingerprints(
        texts.stream().mapToInt(Fingerprints::fingerprint).sorted().distinct().toArray());
  }

  /** Whether this text was seen, or one that differs only in case, width or space. */
  public boolean has(String text) {
    return Arrays.binarySearch(sorted, fingerprint(text)) >= 0;
  }

  /** How many different texts were seen. */
  public int size() {
    return sorted.length;
  }

  /** As text. */
  public String written() {
    var bytes = ByteBuffer.allocate(Integer.BYTES * sorted.length);
    bytes.asIntBuffer().put(sorted);
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  /**
   * What {@link #written} gave.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static Fingerprints read(String written) {
    var bytes = ByteBuffer.wrap(Base64.getDecoder().decode(written));
    if (bytes.remaining() % Integer.BYTES != 0) {
      throw new IllegalArgumentException("fingerprints have four bytes each");
    }
    var sorted = new int[bytes.remaining() / Integer.BYTES];
    bytes.asIntBuffer().get(sorted);
    Arrays.sort(sorted);
    return new Fingerprints(sorted);
  }

  private static int fingerprint(String text) {
    return Sha256.number(Normal.form(text));
  }
}
