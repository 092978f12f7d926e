package io.waybill.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.local.Encoders;
import io.waybill.routing.Nearest;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What reading texts together changes: how far vectors are from those that the texts have alone,
 * how many decisions change, and how many more there are in a second.
 *
 * <p>Arguments: a file of labelled examples and one of texts, {@code {"text": …, "label": …}} a
 * line; those of the support desk if there are none. Names of encoders behind them; all if none.
 */
public final class Together {
  private static final String DESK = "examples/support-triage/";
  private static final int IN_FLIGHT = 32;

  private final Encoder encoder;
  private final Path examples;
  private final List<Text> texts;

  /**
   * @param label where it belongs
   */
  private record Text(String text, String label) {}

  private Together(Encoder encoder, Path examples, List<Text> texts) {
    this.encoder = encoder;
    this.examples = examples;
    this.texts = texts;
  }

  public static void main(String[] args) throws IOException {
    var given =
        args.length >= 2 ? args : new String[] {DESK + "intents.jsonl", DESK + "tickets.jsonl"};
    var texts = texts(Path.of(given[1]));
    System.out.printf("%d texts, %d in flight%n", texts.size(), IN_FLIGHT);
    System.out.printf(
        "%-20s %24s %17s %17s %16s%n",
        "", "cosine: median 1% worst", "decisions changed", "right alone/tog.", "a second");
    var encoders = args.length > 2 ? List.of(args).subList(2, args.length) : Encoders.names();
    for (var name : encoders) {
      new Together(Encoders.named(name), Path.of(given[0]), texts).compare();
    }
  }

  private static List<Text> texts(Path file) throws IOException {
    var json = new ObjectMapper();
    try (var lines = Files.lines(file)) {
      return lines.map(line -> text(json, line)).toList();
    }
  }

  private static Text text(ObjectMapper json, String line) {
    try {
      var row = json.readTree(line);
      // a ticket of the support desk calls them otherwise
      return new Text(
          row.path("text").asText(row.path("ticket").asText()),
          row.path("label").asText(row.path("expect").path("intent").asText()));
    } catch (IOException e) {
      throw new IllegalArgumentException("no JSON: " + line, e);
    }
  }

  private void compare() {
    // whoever comes after the first round finds code that is compiled
    vectors(encoder.alone());
    vectors(encoder);
    long began = System.nanoTime();
    var alone = vectors(encoder.alone());
    double aloneRate = rate(began);
    began = System.nanoTime();
    var together = vectors(encoder);
    double togetherRate = rate(began);
    var cosines = new double[texts.size()];
    Arrays.setAll(cosines, i -> cosine(alone.get(i), together.get(i)));
    Arrays.sort(cosines);
    var truth = texts.stream().map(Text::label).toList();
    var labelsAlone = labels(encoder.alone());
    var labels = labels(encoder);
    System.out.printf(
        Locale.ROOT,
        "%-20s %10.4f %.4f %.4f %9d of %d %8d / %d %8.0f / %.0f%n",
        encoder.name(),
        cosines[cosines.length / 2],
        cosines[cosines.length / 100],
        cosines[0],
        differing(labelsAlone, labels),
        texts.size(),
        texts.size() - differing(labelsAlone, truth),
        texts.size() - differing(labels, truth),
        aloneRate,
        togetherRate);
  }

  private double rate(long began) {
    return texts.size() * 1e9 / (System.nanoTime() - began);
  }

  private List<float[]> vectors(Encoder encoder) {
    return all(text -> encoder.encode(text).map(Encoder.Encoded::vector));
  }

  private static int differing(List<String> one, List<String> other) {
    int differing = 0;
    for (int i = 0; i < one.size(); i++) {
      differing += one.get(i).equals(other.get(i)) ? 0 : 1;
    }
    return differing;
  }

  /** The nearest label of each text, however near it is. */
  private List<String> labels(Encoder encoder) {
    var router = Nearest.examples(examples).with(encoder).confidence(0);
    return all(
        text ->
            router
                .perform(text, CallContext.detached("route"))
                .map(Outcome::value)
                .map(Choice::label));
  }

  private <T> List<T> all(Function<String, Mono<T>> asking) {
    return Objects.requireNonNull(
        Flux.fromIterable(texts)
            .map(Text::text)
            .flatMapSequential(asking, IN_FLIGHT)
            .collectList()
            .block());
  }

  private static double cosine(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
