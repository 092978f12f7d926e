package io.waybill.guards;

import java.util.HashMap;
import java.util.Map;

/** What English words of one family have in common, so that "refunded" meets "refunds". */
final class Stem {
  private static final Map<String, String> IRREGULAR =
      pairs(
          "paid pay sent send bought buy kept keep lent lend made make left leave went go gone go"
              + " given give gave give took take taken take found find got get sold sell told tell"
              + " held hold lost lose broke break broken break written write wrote write chosen choose"
              + " chose choose began begin begun begin said say built build spent spend men man"
              + " women woman children child people person met meet brought bring thought think"
              + " understood understand shown show seen see saw see known know knew know ran run"
              + " came come worn wear wore wear");

  private Stem() {}

  private static Map<String, String> pairs(String text) {
    var words = text.split(" ", -1);
    var pairs = new HashMap<String, String>();
    for (int i = 0; i < words.length; i += 2) {
      pairs.put(words[i], words[i + 1]);
    }
    return pairs;
  }

  /** Of a word in lower case. */
  static String of(String word) {
    var base = IRREGULAR.getOrDefault(word, word);
    return base.length() < 4 ? base : withoutE(withoutVerbEnding(withoutPlural(base)));
  }

  private static String withoutPlural(String word) {
    if (word.endsWith("ies")) {
      return cut(word, 3) + "y";
    }
    if (word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("zes")
        || word.endsWith("ches")
        || word.endsWith("shes")) {
      return cut(word, 2);
    }
    boolean plural = word.endsWith("s") && !word.endsWith("ss") && !word.endsWith("us");
    return plural ? cut(word, 1) : word;
  }

  private static String withoutVerbEnding(String word) {
    if (word.endsWith("ied") && word.length() > 4) {
      return cut(word, 3) + "y";
    }
    int ending = word.endsWith("ing") ? 3 : word.endsWith("ed") ? 2 : 0;
    if (ending == 0 || word.length() - ending < 3) {
      return word;
    }
    var stem = cut(word, ending);
    char last = stem.charAt(stem.length() - 1);
    boolean doubled = last == stem.charAt(stem.length() - 2) && "lsz".indexOf(last) < 0;
    return doubled ? cut(stem, 1) : stem;
  }

  private static String withoutE(String word) {
    return word.length() > 3 && word.endsWith("e") ? cut(word, 1) : word;
  }

  private static String cut(String word, int letters) {
    return word.substring(0, word.length() - letters);
  }
}
