package io.waybill.routing.gain;

import io.waybill.routing.data.Rows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A few figures of a model on the rows it was fitted to, each row judged by heads that had not seen
 * it: a little better than on new ones.
 */
final class GainFigures {
  private static final List<String> RULES =
      List.of(
          "apgr",
          "cpt50",
          "cpt80",
          "saving_at_95",
          GainEvaluation.RANDOM,
          GainEvaluation.LENGTH,
          GainEvaluation.ORACLE);

  private GainFigures() {}

  static Map<String, Double> of(Rows rows, List<GainModel.Member> members, List<Lesson> lessons) {
    var figures = new LinkedHashMap<String, Double>();
    figures.put("rows", (double) rows.size());
    figures.put("unlabelled", (double) unlabelled(rows, lessons));
    for (int i = 0; i < members.size(); i++) {
      figures.put(
          "labelled_" + members.get(i).target().label(), (double) labelled(rows, lessons.get(i)));
    }
    var trials = trials(rows, lessons);
    if (!trials.isEmpty()) {
      var weak = members.get(0).target().label();
      var strong = members.get(members.size() - 1).target().label();
      var metrics = GainEvaluation.of(weak, strong, GainEvaluation.CALLS, trials).metrics();
      RULES.forEach(
          rule ->
              metrics
                  .find(rule)
                  .ifPresent(found -> figures.put(rule, Math.round(1e4 * found.value()) / 1e4)));
    }
    return figures;
  }

  /** Rows that say it of the first target and of the last. */
  private static List<Trial> trials(Rows rows, List<Lesson> lessons) {
    var weak = lessons.get(0);
    var strong = lessons.get(lessons.size() - 1);
    return IntStream.range(0, rows.size())
        .filter(i -> weak.says(i) && strong.says(i))
        .mapToObj(i -> new Trial(rows.all().get(i).text(), weak.answer(i, 0), strong.answer(i, 1)))
        .toList();
  }

  private static long labelled(Rows rows, Lesson lesson) {
    return IntStream.range(0, rows.size()).filter(lesson::says).count();
  }

  private static long unlabelled(Rows rows, List<Lesson> lessons) {
    return IntStream.range(0, rows.size())
        .filter(i -> lessons.stream().noneMatch(lesson -> lesson.says(i)))
        .count();
  }
}
