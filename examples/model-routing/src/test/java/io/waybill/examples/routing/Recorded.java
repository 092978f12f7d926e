package io.waybill.examples.routing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The questions with what each model says to them: a file of this example's own, in which nothing
 * was measured. Whether an answer is right is found by comparing.
 *
 * @param fit for fitting scorer and router
 * @param bar for finding the scorer's bar
 * @param run for running
 */
record Recorded(List<Row> fit, List<Row> bar, List<Row> run) {
  private static final long SEED = 7;
  private static final int FIT = 60;
  private static final int BAR = 100;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("\\d+");
  private static final Pattern FENCE = Pattern.compile("(?s)^```(?:json)?\\s*(.*?)\\s*```$");
  private static final Pattern END = Pattern.compile("(?<=[.!?:])\\s+");

  /** Half of them for fitting, half for running, drawn by a seed. */
  static Recorded drawn() {
    var rows =
        new ArrayList<>(
            Rows.read(House.FOLDER.resolve("questions.jsonl"), List.of("truth", "weak", "strong"))
                .all());
    Collections.shuffle(rows, new Random(SEED));
    return new Recorded(
        List.copyOf(rows.subList(0, FIT)),
        List.copyOf(rows.subList(FIT, BAR)),
        List.copyOf(rows.subList(BAR, rows.size())));
  }

  /** All of them by their question. */
  Map<String, Row> byQuestion() {
    return List.of(fit, bar, run).stream()
        .flatMap(List::stream)
        .collect(Collectors.toMap(Row::text, Function.identity()));
  }

  /**
   * Whether an answer is the truth: JSON must be equal, the last number must be, and a word must
   * stand in the last sentence.
   */
  static boolean right(Row row, String answer) {
    var truth = row.field("truth");
    if (truth.startsWith("{")) {
      return sameJson(truth, answer.strip());
    }
    if (NUMBER.matcher(truth).matches()) {
      var said = NUMBER.matcher(answer).results().map(found -> found.group()).toList();
      return !said.isEmpty() && said.get(said.size() - 1).equals(truth);
    }
    var sentences = END.split(answer.strip());
    return Pattern.compile(
            "(?i)(?<!\\p{L})" + Pattern.quote(truth) + "(?!\\p{L})", Pattern.UNICODE_CASE)
        .matcher(sentences[sentences.length - 1])
        .find();
  }

  private static boolean sameJson(String truth, String answer) {
    var fenced = FENCE.matcher(answer);
    try {
      return JSON.readTree(truth).equals(JSON.readTree(fenced.find() ? fenced.group(1) : answer));
    } catch (JsonProcessingException e) {
      return false;
    }
  }
}
