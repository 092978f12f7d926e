package io.waybill.reports;

import java.util.List;
import java.util.Optional;

/**
 * Two folders of runs, A and B, held against each other.
 *
 * @param a how many runs A has
 * @param b how many runs B has
 * @param pairing which run of B is held against which of A
 * @param runs cost, latency and quality of whole runs
 * @param steps the same of each step that both have; in runs that came to it
 * @param changed what is other in the plan
 * @param notes what to mind
 */
public record Comparison(
    int a,
    int b,
    Pairing pairing,
    List<Difference> runs,
    List<OfStep> steps,
    List<String> changed,
    List<String> notes) {
  public Comparison {
    runs = List.copyOf(runs);
    steps = List.copyOf(steps);
    changed = List.copyOf(changed);
    notes = List.copyOf(notes);
  }

  /**
   * Which run of B is held against which of A.
   *
   * @param pairs how many, by the id of their input; 0 if all of one are held against all of the
   *     other
   * @param why it is so, in words
   */
  public record Pairing(int pairs, String why) {
    public boolean paired() {
      return pairs > 0;
    }
  }

  /** What is compared. */
  public enum Measure {
    /** Nano-dollars a run; less is better. */
    COST,
    /** Nanoseconds a run; less is better. */
    LATENCY,
    /** The share of runs that went well. */
    SUCCESS,
    /** A score; more is better. */
    SCORE
  }

  /**
   * How B differs from A in one thing.
   *
   * @param name of the score; else of the measure
   * @param n values of A
   * @param m values of B
   * @param a the mean of A
   * @param b the mean of B
   * @param unpriced of both, attempts without a price; then nothing is said of the cost
   * @param interval of cost and latency, the part by which B is above A; of the others by how much
   *     it is; none if there are too few values or nothing to compare
   */
  public record Difference(
      Measure measure,
      String name,
      int n,
      int m,
      double a,
      double b,
      int unpriced,
      Optional<Interval> interval) {

    /** Whether there is a difference, as far as these runs tell. */
    public boolean sure() {
      return unpriced == 0 && interval.filter(Interval::sure).isPresent();
    }
  }

  /**
   * A step that both have.
   *
   * @param path without numbers of items, turns and calls
   */
  public record OfStep(String path, List<Difference> differences) {
    public OfStep {
      differences = List.copyOf(differences);
    }
  }

  /** B against A. */
  public static Comparison of(Side a, Side b) {
    return new Contrast(a, b).comparison();
  }
}
