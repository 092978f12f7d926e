package io.waybill.routing.fit;

import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.data.Rows;
import io.waybill.work.Encoder;
import java.time.LocalDate;
import java.util.List;

/**
 * Where a fitted router comes from.
 *
 * @param encoder whose vectors it reads
 * @param date on which it was fitted
 * @param seed of everything that was drawn
 * @param sources the rows it was fitted on
 * @param seen which texts those were, so that nobody judges it by them
 */
public record Provenance(
    Reads encoder, LocalDate date, long seed, List<Source> sources, Fingerprints seen) {
  /**
   * An encoder.
   *
   * @param name {@code minilm}
   * @param digest of its model: vectors of two digests cannot be compared
   * @param dimensions of its vectors
   */
  public record Reads(String name, String digest, int dimensions) {
    /**
     * Checks that an encoder is the one.
     *
     * @throws IllegalArgumentException if it is another
     */
    public void mustBe(Encoder encoder) {
      if (!digest.equals(encoder.digest()) || dimensions != encoder.dimensions()) {
        throw new IllegalArgumentException(
            "it was fitted with the encoder '%s' (%s), and '%s' here is another (%s): the vectors of two encoders cannot be compared. Fit it again with this one, or put the other back"
                .formatted(name, digest, encoder.name(), encoder.digest()));
      }
    }
  }

  /**
   * Rows of a file.
   *
   * @param role what they were for: {@code train}, {@code validation}
   * @param name the file's, without its folder
   * @param digest of the file; empty if they came from none
   * @param rows that were used
   * @param leftOut rows that were not, since they stood in an earlier source too
   */
  public record Source(String role, String name, String digest, int rows, int leftOut) {
    /** Of these, so many were left out before. */
    public static Source of(String role, Rows rows, int leftOut) {
      return new Source(role, rows.name(), rows.digest(), rows.size(), leftOut);
    }
  }

  public Provenance {
    sources = List.copyOf(sources);
  }
}
