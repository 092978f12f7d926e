package io.waybill.routing.cascade;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.re2j.Pattern;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;

/** What can be told of a text by reading it: English phrases, numbers, brackets, JSON. */
final class Reading {
  /** Shorter answers, a word or a figure, need no full stop. */
  private static final int SENTENCE = 12;

  private static final int MOST_HEDGES = 3;
  private static final int RUN = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern REFUSAL =
      words(
          "(?:i|we) (?:can ?not|can'?t|am unable to|'m unable to|am not able to|'m not able to|won'?t|will not|must decline)",
          "i'?m sorry,? but",
          "as an ai",
          "i (?:don'?t|do not) (?:have access|know|have (?:any |enough )?information)",
          "(?:unable|not able) to (?:answer|help|assist)");

  private static final List<Pattern> DOUBTS =
      List.of(
          words(
              "not (?:entirely |completely |quite )?(?:sure|certain)",
              "unsure",
              "uncertain",
              "unclear"),
          words("probably", "perhaps", "maybe", "possibly", "presumably", "likely"),
          words("might", "may be", "could be", "seems?", "appears? to"),
          words(
              "i (?:think|believe|guess|suppose|would guess)",
              "if i (?:recall|remember)",
              "my guess"),
          words(
              "hard to say",
              "it depends",
              "depending on",
              "roughly",
              "approximately",
              "about right"));

  private static final Pattern ERRORS =
      Pattern.compile(
          "(?i)^\\s*(?:error|exception|traceback|fatal|warning)\\b|\\b[A-Za-z.]+(?:Exception|Error):|\\bHTTP(?:/\\d\\.\\d)? [45]\\d\\d\\b|\\btimed out\\b");

  private static final Pattern WANTS_NUMBER =
      words(
          "how (?:many|much|long|far|old|tall|deep|fast|often|high)",
          "what (?:percentage|number|year|per ?cent|is \\d.*)",
          "which year",
          "calculate",
          "compute",
          "in (?:which|what) year",
          "give (?:me )?(?:a|the) number");

  private static final Pattern NUMBER =
      Pattern.compile(
          "\\d|(?i)\\b(?:zero|none|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|hundred|thousand|million|half|dozen)\\b");

  private static final Pattern FENCE =
      Pattern.compile("(?s)^\\s*```(?:json)?\\s*(.*?)\\s*```\\s*$");

  private Reading() {}

  private static Pattern words(String... alternatives) {
    return Pattern.compile("(?i)\\b(?:" + String.join("|", alternatives) + ")\\b");
  }

  static boolean refuses(String text) {
    return REFUSAL.matcher(plain(text)).find();
  }

  static int hedges(String text) {
    var plain = plain(text);
    return (int)
        Math.min(MOST_HEDGES, DOUBTS.stream().filter(doubt -> doubt.matcher(plain).find()).count());
  }

  static boolean error(String text) {
    return ERRORS.matcher(text).find();
  }

  static boolean wantsJson(String question) {
    return question.toLowerCase(Locale.ROOT).contains("json");
  }

  static boolean wantsNumber(String question) {
    return WANTS_NUMBER.matcher(question).find();
  }

  static boolean number(String text) {
    return NUMBER.matcher(text).find();
  }

  /** Whether it is an object or a list in JSON and nothing else, in a fence or not. */
  static boolean json(String text) {
    var fenced = FENCE.matcher(text);
    try {
      var read = JSON.readTree(fenced.find() ? fenced.group(1) : text);
      return read.isContainerNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  static boolean unfinished(String text) {
    var said = text.strip();
    if (count(said, "```") % 2 == 1
        || open(said, '(', ')')
        || open(said, '{', '}')
        || open(said, '[', ']')) {
      return true;
    }
    char last = said.isEmpty() ? '.' : said.charAt(said.length() - 1);
    return words(said) >= SENTENCE
        && (Character.isLetterOrDigit(last) || last == ',' || last == '-' || last == '(');
  }

  private static boolean open(String text, char opens, char closes) {
    return text.chars().filter(c -> c == opens).count()
        > text.chars().filter(c -> c == closes).count();
  }

  private static int count(String text, String part) {
    int count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  static boolean echo(String question, String text) {
    var asked = String.join(" ", split(question));
    return !asked.isEmpty() && asked.equals(String.join(" ", split(text)));
  }

  static double repeats(String text) {
    var words = split(text);
    int runs = words.size() - RUN + 1;
    if (runs < 2) {
      return 0;
    }
    var seen = new HashSet<List<String>>();
    for (int at = 0; at < runs; at++) {
      seen.add(words.subList(at, at + RUN));
    }
    return 1 - (double) seen.size() / runs;
  }

  static int words(String text) {
    return split(text).size();
  }

  private static List<String> split(String text) {
    return List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).stream()
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** With one kind of apostrophe. */
  private static String plain(String text) {
    return text.replace('’', '\'');
  }
}
