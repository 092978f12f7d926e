package io.waybill.examples.seven;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** What the letter to Jana Krüger must have, however it was made. */
final class Quality {
  private static final Map<String, Predicate<String>> CHECKS = new LinkedHashMap<>();

  static {
    CHECKS.put("it is in German, in the polite form", text -> text.contains(" Sie "));
    CHECKS.put(
        "no sentence is left in English", text -> !text.matches("(?s).*\\b(the|you|is)\\b.*"));
    CHECKS.put("it names her", text -> text.startsWith("Guten Tag Jana Krüger,"));
    CHECKS.put("it answers her: 30 days", text -> text.contains("innerhalb von 30 Tagen"));
    CHECKS.put("what she gets back: 85 %", text -> text.contains("85 % des Kaufpreises"));
    CHECKS.put("why: water has boiled in it", text -> text.contains("sobald 1 Mal Wasser"));
    CHECKS.put("who pays the postage", text -> text.contains("Die Paketmarke kostet 0 EUR"));
    CHECKS.put("when the money comes", text -> text.contains("höchstens 5 Werktage"));
    CHECKS.put("every sentence once", text -> text.lines().distinct().count() == 10);
    CHECKS.put(
        "in order",
        Pattern.compile("(?s).*30 Tagen.*85 %.*0 EUR.*14 Tagen.*5 Werktage.*Grüßen.*")
            .asMatchPredicate());
  }

  private Quality() {}

  static int checks() {
    return CHECKS.size();
  }

  /** The checks that a letter does not pass. */
  static List<String> missing(String letter) {
    return CHECKS.entrySet().stream()
        .filter(check -> !check.getValue().test(letter))
        .map(Map.Entry::getKey)
        .toList();
  }
}
