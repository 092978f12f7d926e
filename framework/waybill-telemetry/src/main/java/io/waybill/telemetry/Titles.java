package io.waybill.telemetry;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What spans are called: a word, and what it is about. The same one is made once. */
final class Titles {
  /** Of one word; more are not remembered. */
  private static final int MOST_KNOWN = 1_000;

  private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

  String of(String word, String what) {
    var titles = known.get(word);
    if (titles == null) {
      titles = known.computeIfAbsent(word, one -> new ConcurrentHashMap<>());
    }
    var title = titles.get(what);
    if (title == null) {
      title = title(word, what);
      if (titles.size() < MOST_KNOWN) {
        titles.put(what, title);
      }
    }
    return title;
  }

  static String title(String word, String what) {
    return what.isEmpty() ? word : word + " " + what;
  }
}
