package io.waybill.local;

/** Cosine and common words in one figure. */
final class Nearness {
  /** How much of it is words: measured, see {@code DocumentsTest}. */
  static final double WORDS = 0.3;

  private Nearness() {}

  static double of(double cosine, double overlap) {
    return (1 - WORDS) * cosine + WORDS * overlap;
  }

  /** Of two vectors of unit length. */
  static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
