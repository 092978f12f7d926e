package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Whole;
import io.waybill.routing.feedback.Case.Label;
import io.waybill.routing.feedback.Case.Target;
import io.waybill.routing.fit.Encoding;
import io.waybill.routing.fit.Progress;
import io.waybill.work.Encoder;
import io.waybill.work.Secrets;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/**
 * What a small router or model can learn from large ones: each question once, scrubbed.
 *
 * @param lessons in the order of the cases
 * @param leftOut how many cases taught nothing, by why; those that stand behind a lesson of the
 *     same text are not among them
 * @param saving an estimate
 */
public record Harvest(List<Lesson> lessons, Map<String, Integer> leftOut, Saving saving) {
  private static final String TWO_LABELS = "the same text has two labels";
  private static final String NEAR = "it is nearly the same text as another";

  /**
   * A question and what was right.
   *
   * @param from the decision that it was first: {@code 3k9x…/intent}
   * @param accepted by what
   * @param times how many cases have this text
   */
  public record Lesson(String text, Target target, String from, String accepted, int times) {
    private Lesson after(Lesson earlier) {
      return new Lesson(text, target, earlier.from, accepted, times + earlier.times);
    }
  }

  public Harvest {
    lessons = List.copyOf(lessons);
    leftOut = Collections.unmodifiableMap(new TreeMap<>(leftOut));
  }

  /**
   * Brings in cases: scrubbed, and those with the same text, but for case, width and space, as one.
   * Of several answers to a text the last counts; a text with two labels teaches nothing, and
   * neither does one whose label the scrubber would change.
   *
   * @param scrubbed takes private data out of whatever it is given; of what has the looks of a
   *     secret nothing is left in any case
   */
  public static Harvest of(Cases cases, UnaryOperator<String> scrubbed) {
    var leftOut = new TreeMap<>(cases.leftOut());
    var lessons = new LinkedHashMap<String, Lesson>();
    var torn = new LinkedHashMap<String, Integer>();
    UnaryOperator<String> clean = text -> Secrets.hidden(scrubbed.apply(text));
    for (var each : cases.all()) {
      var lesson = lesson(each, clean);
      var key = Normal.form(lesson.text);
      var earlier = lessons.get(key);
      if (lesson.text.isBlank() || lesson.target.value().isBlank()) {
        leftOut.merge("nothing is left of it", 1, Integer::sum);
      } else if (each.target() instanceof Label && !lesson.target.equals(each.target())) {
        leftOut.merge("its label holds private data", 1, Integer::sum);
      } else if (torn.containsKey(key)) {
        torn.merge(key, 1, Integer::sum);
      } else if (earlier == null) {
        lessons.put(key, lesson);
      } else if (lesson.target instanceof Label && !lesson.target.equals(earlier.target)) {
        lessons.remove(key);
        torn.put(key, earlier.times + 1);
      } else {
        lessons.put(key, lesson.after(earlier));
      }
    }
    torn.values().forEach(times -> leftOut.merge(TWO_LABELS, times, Integer::sum));
    return new Harvest(
        List.copyOf(lessons.values()), leftOut, Saving.of(cases.all(), cases.period()));
  }

  private static Lesson lesson(Case each, UnaryOperator<String> clean) {
    var value = clean.apply(each.target().value());
    return new Lesson(
        clean.apply(each.text()),
        each.target() instanceof Label ? new Label(value) : new Case.Answer(value),
        clean.apply(each.from().toString()),
        clean.apply(each.accepted()),
        1);
  }

  /**
   * The same without texts that are nearly the same as one before, as an encoder sees them; of
   * those with labels, with the same label. It takes time with the square of how many there are.
   *
   * @param cosine from which two are, in (0, 1]: 0.95, for instance
   */
  public Mono<Harvest> distinct(Encoder encoder, double cosine) {
    if (!(cosine > 0 && cosine <= 1)) {
      throw new IllegalArgumentException("a cosine to tell by is in (0, 1], not " + cosine);
    }
    return Encoding.ofTexts(lessons.stream().map(Lesson::text).toList(), encoder, Progress.NONE)
        .map(vectors -> distinct(vectors, cosine));
  }

  private Harvest distinct(float[][] vectors, double cosine) {
    var kept = new ArrayList<Integer>();
    for (int i = 0; i < vectors.length; i++) {
      if (!near(i, kept, vectors, cosine)) {
        kept.add(i);
      }
    }
    var fewer = new TreeMap<>(leftOut);
    if (kept.size() < lessons.size()) {
      fewer.merge(NEAR, lessons.size() - kept.size(), Integer::sum);
    }
    return new Harvest(kept.stream().map(lessons::get).toList(), fewer, saving);
  }

  private boolean near(int one, List<Integer> kept, float[][] vectors, double cosine) {
    var target = lessons.get(one).target;
    return kept.stream()
        .filter(other -> !(target instanceof Label) || target.equals(lessons.get(other).target))
        .anyMatch(other -> dot(vectors[one], vectors[other]) >= cosine);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /**
   * As JSON, a lesson a line: {@code text} and {@code label}, as routers are fitted on, or {@code
   * text} and {@code answer}; beside them {@code from}, {@code accepted} and {@code times}.
   */
  public String text() {
    return lessons.stream().map(Harvest::line).collect(Collectors.joining());
  }

  private static String line(Lesson lesson) {
    return JsonNodeFactory.instance
            .objectNode()
            .put("text", lesson.text)
            .put(lesson.target instanceof Label ? "label" : "answer", lesson.target.value())
            .put("from", lesson.from)
            .put("accepted", lesson.accepted)
            .put("times", lesson.times)
        + "\n";
  }

  /**
   * Writes {@link #text} to a file that only its owner may read: whole, or not at all.
   *
   * @throws IOException if it cannot be written; what was there before then still is
   */
  public void write(Path file) throws IOException {
    Whole.writePrivately(file, text());
  }
}
