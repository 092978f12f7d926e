package io.waybill.routing.judge;

import java.util.Arrays;
import java.util.List;

/**
 * What is measured of a router that picks one of several labels. A row is <em>in scope</em> if it
 * has a label, it <em>passed</em> if the router took it for one that has, and it is
 * <em>decided</em> if the router chose a label for it.
 */
public enum Measure implements Yardstick {
  /**
   * The share of all rows that were taken for what they are: the label thought of first is right,
   * or the row is out of scope and did not pass. Out of scope is one more label.
   */
  ACCURACY(Goal.MORE, "taken for what it is, out of scope being one more label"),
  /**
   * The mean over every label that a row has, out of scope among them, of F1: twice the rows taken
   * rightly for it, by the rows that have it and the rows taken for it together.
   */
  MACRO_F1(Goal.MORE, "F1 of a label, on average over labels"),
  /** The share of rows in scope that passed and whose first label is right; as CLINC150 has it. */
  IN_SCOPE_ACCURACY(Goal.MORE, "of rows in scope: passed, and the first label is right"),
  /** The share of rows out of scope that did not pass. */
  OOS_RECALL(Goal.MORE, "of rows out of scope: found to be so"),
  /** The share of rows that did not pass that are out of scope. */
  OOS_PRECISION(Goal.MORE, "of rows found to be out of scope: are so"),
  /**
   * How often a row in scope has more {@linkplain Judgement#scope() scope} than a row out of scope,
   * over all such pairs; equals count a half.
   */
  OOS_AUROC(Goal.MORE, "how often a row in scope looks more so than one out of scope"),
  /** The share of rows in scope that it decided: for which it chose a label, right or wrong. */
  COVERAGE(Goal.MORE, "of rows in scope: decided"),
  /** The share of all rows that it decided. */
  COVERAGE_OF_ALL(Goal.MORE, "of all rows: decided"),
  /**
   * The share of decided rows in scope whose label is right: what a promise speaks of. What is out
   * of scope and was decided all the same is in {@link #PRECISION_OF_ALL}.
   */
  PRECISION_OBTAINED(Goal.MORE, "of rows in scope that were decided: label right"),
  /** The share of all decided rows whose label is right; of one out of scope, none is. */
  PRECISION_OF_ALL(
      Goal.MORE, "of all rows that were decided, those out of scope being wrong: label right"),
  /**
   * How far confidence is from the truth, over all rows in scope, passed or not. They are put into
   * {@value Marks#BINS} bins by confidence, [0, 1/15), [1/15, 2/15) … [14/15, 1]; of each bin, the
   * distance between its mean confidence and the share of its rows whose first label is right; of
   * these distances, the mean weighted by rows. With few rows it is above 0 by chance alone.
   */
  ECE(Goal.LESS, "how far confidence is from the share that is right, rows in scope"),
  /**
   * The mean over rows in scope, passed or not, of the squared distance between confidence and 1 if
   * the first label is right, 0 if it is wrong.
   */
  BRIER(Goal.LESS, "squared distance of confidence from right or wrong, rows in scope");

  private enum Goal {
    MORE,
    LESS
  }

  private final Goal goal;
  private final String meaning;

  Measure(Goal goal, String meaning) {
    this.goal = goal;
    this.meaning = meaning;
  }

  /**
   * The measure of that name.
   *
   * @throws IllegalArgumentException saying which there are
   */
  public static Measure named(String name) {
    return Yardstick.named(name, List.of(values()), "");
  }

  /** The name of every measure. */
  public static List<String> titles() {
    return Arrays.stream(values()).map(Measure::title).toList();
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public boolean moreIsBetter() {
    return goal == Goal.MORE;
  }
}
