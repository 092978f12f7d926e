package io.waybill.local;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** How rare each word of a collection is: names and numbers, which an encoder blurs, count most. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+");

  private final Map<String, Integer> texts = new HashMap<>();
  private final int all;

  private Words(Collection<String> texts) {
    all = texts.size();
    texts.forEach(text -> of(text).forEach(word -> this.texts.merge(word, 1, Integer::sum)));
  }

  static Words in(Collection<String> texts) {
    return new Words(texts);
  }

  /** The words of a text in lower case, a plural as its singular. */
  static Set<String> of(String text) {
    var words = new HashSet<String>();
    WORD.matcher(text)
        .results()
        .forEach(match -> words.add(singular(match.group().toLowerCase(Locale.ROOT))));
    return words;
  }

  /** How much of what is asked for is there, in [0, 1]; rare words count more. */
  double overlap(Set<String> asked, Set<String> there) {
    double found = weight(asked.stream().filter(there::contains).toList());
    double wanted = weight(List.copyOf(asked));
    return wanted == 0 ? 0 : found / wanted;
  }

  private double weight(List<String> words) {
    // sorted, so that the sum is the same in every JVM, whatever the order of a set
    return words.stream().sorted().mapToDouble(this::rarity).sum();
  }

  private double rarity(String word) {
    int with = texts.getOrDefault(word, 0);
    return StrictMath.log(1 + (all - with + 0.5) / (with + 0.5));
  }

  private static String singular(String word) {
    return word.length() > 3 && word.endsWith("s") && !word.endsWith("ss")
        ? word.substring(0, word.length() - 1)
        : word;
  }
}
