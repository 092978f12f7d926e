package io.waybill.work;

/**
 * What a runner of a race for the best answers: a value, and how much it weighs.
 *
 * @param weight any number, infinite ones too; the heaviest wins
 */
public record Weighed<T>(T value, double weight) {
  public Weighed {
    if (Double.isNaN(weight)) {
      throw new IllegalArgumentException("a weight must be a number, and NaN is none");
    }
  }
}
