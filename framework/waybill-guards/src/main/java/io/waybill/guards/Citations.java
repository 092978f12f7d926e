package io.waybill.guards;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The numbers of passages that models write beside what they took from them: {@code [2]}. They
 * claim nothing; a number in brackets that is no passage's, or stands where a word belongs, does.
 */
final class Citations {
  private static final String MARK = "\\[\\d{1,3}(?:\\s*,\\s*\\d{1,3})*]";

  /** At the beginning of a sentence, at its end, before another or before punctuation. */
  private static final Pattern CITED =
      Pattern.compile("(?<=^\\s{0,9})" + MARK + "|" + MARK + "(?=\\s*(?:[\\[.,;:!?]|$))");

  private Citations() {}

  /** A sentence without them. */
  static String without(String sentence, int passages) {
    return CITED
        .matcher(sentence)
        .replaceAll(mark -> namesPassages(mark.group(), passages) ? "" : "$0");
  }

  private static boolean namesPassages(String mark, int passages) {
    return Arrays.stream(mark.substring(1, mark.length() - 1).split(","))
        .mapToInt(number -> Integer.parseInt(number.strip()))
        .allMatch(number -> number >= 1 && number <= passages);
  }
}
