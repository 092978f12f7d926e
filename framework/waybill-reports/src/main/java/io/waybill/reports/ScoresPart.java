package io.waybill.reports;

import java.util.List;
import java.util.Locale;

/** Scores on a page. */
final class ScoresPart {
  private ScoresPart() {}

  static List<Page.Block> of(List<Statistics.Quality> qualities) {
    return qualities.isEmpty()
        ? List.of()
        : List.of(
            new Page.Table(
                "scores: 95 % and 99 % are at least p5 and p1",
                List.of("step", "score", "times", "mean", "p1", "p5", "p50", "p95", "p99"),
                2,
                qualities.stream().map(ScoresPart::quality).toList()));
  }

  private static List<String> quality(Statistics.Quality one) {
    return List.of(
        one.path().isEmpty() ? "run" : one.path(),
        one.metric(),
        Figures.count(one.n()),
        score(one.mean()),
        score(one.p1()),
        score(one.p5()),
        score(one.p50()),
        score(one.p95()),
        score(one.p99()));
  }

  private static String score(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
