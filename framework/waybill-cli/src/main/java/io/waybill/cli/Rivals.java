package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainComparison;
import io.waybill.routing.gain.GainMeasure;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.ComparisonJson;
import io.waybill.routing.judge.Measure;
import io.waybill.routing.judge.Yardstick;
import java.nio.file.Path;
import java.util.List;

/** Two routers of one kind that are held against each other. */
sealed interface Rivals {
  /** What came of it, and on which rows. */
  record Compared(Comparison comparison, TestRows rows) {}

  /** Those in two files; a complaint if they are not of one kind. */
  static Rivals in(Path a, Path b) {
    var ofA = Judge.router(a);
    var ofB = Judge.router(b);
    if (ofA instanceof HeadRouter one && ofB instanceof HeadRouter other) {
      return new OfLabels(one, other);
    }
    if (ofA instanceof GainRouter one && ofB instanceof GainRouter other) {
      return new BetweenModels(one, other);
    }
    throw Complaint.wrong(
        "%s %s, and %s %s: only routers of one kind can be compared"
            .formatted(a, does(ofA), b, does(ofB)));
  }

  private static String does(Object router) {
    return router instanceof GainRouter ? "chooses between models" : "picks labels";
  }

  /** In which one is better than the other, if nothing else is said. */
  Yardstick first();

  /** The figure of that name; {@link IllegalArgumentException} if there is none. */
  Yardstick named(String figure);

  Artefact artefactOfA();

  Artefact artefactOfB();

  /**
   * Holds B against A.
   *
   * @param outOfScope a label of rows that belong to none, beside those that the routers know
   */
  Compared compared(List<Path> test, String outOfScope, Judge judge);

  ObjectNode json(Comparison comparison);

  /** Which is the better at picking labels. */
  record OfLabels(HeadRouter a, HeadRouter b) implements Rivals {
    @Override
    public Yardstick first() {
      return Measure.ACCURACY;
    }

    @Override
    public Yardstick named(String figure) {
      return Measure.named(figure);
    }

    @Override
    public Artefact artefactOfA() {
      return a.artefact();
    }

    @Override
    public Artefact artefactOfB() {
      return b.artefact();
    }

    @Override
    public Compared compared(List<Path> test, String outOfScope, Judge judge) {
      var rows = TestRows.read(test, List.of(a, b), outOfScope);
      return new Compared(
          Comparison.of(judge.judgements(a, rows), judge.judgements(b, rows)), rows);
    }

    @Override
    public ObjectNode json(Comparison comparison) {
      return ComparisonJson.of(comparison);
    }
  }

  /** Which is the better at saying which model should be asked. */
  record BetweenModels(GainRouter a, GainRouter b) implements Rivals {
    @Override
    public Yardstick first() {
      return GainMeasure.APGR;
    }

    @Override
    public Yardstick named(String figure) {
      return GainMeasure.named(figure);
    }

    @Override
    public Artefact artefactOfA() {
      return a.artefact();
    }

    @Override
    public Artefact artefactOfB() {
      return b.artefact();
    }

    @Override
    public Compared compared(List<Path> test, String outOfScope, Judge judge) {
      if (!outOfScope.isEmpty()) {
        throw Complaint.wrong("--out-of-scope-label is for labels, not for routers between models");
      }
      var rows = TestRows.between(test, List.of(a, b));
      var ofA = GainComparison.Side.of(a, judge.vectors(rows.rows(), a.provenance()));
      var ofB = GainComparison.Side.of(b, judge.vectors(rows.rows(), b.provenance()));
      return new Compared(
          Complaint.wrongIfRefused(() -> GainComparison.of(rows.rows(), ofA, ofB)), rows);
    }

    @Override
    public ObjectNode json(Comparison comparison) {
      return ComparisonJson.figures(comparison);
    }
  }
}
