package io.waybill.benchmarks.compare;

import java.util.Comparator;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The part of a page that measuring writes: between two comments, a section for each JDK, the
 * newest first. What stands outside of them is left as it is.
 */
final class Section {
  static final String BEGIN = "<!-- workloads: written by framework/waybill-benchmarks/run -->";
  static final String END = "<!-- end of workloads -->";
  private static final Pattern HEAD = Pattern.compile("(?m)^### JDK (\\d+)\\n");

  private Section() {}

  /**
   * The page with this section in the place of that JDK's own.
   *
   * @throws IllegalArgumentException if the comments are not on the page, once each, in order
   */
  static String in(String page, int jdk, String section) {
    int begin = page.indexOf(BEGIN);
    int end = page.indexOf(END);
    if (begin < 0 || end < begin || page.lastIndexOf(BEGIN) != begin) {
      throw new IllegalArgumentException(
          "the page needs one line '%s' and after it one line '%s'".formatted(BEGIN, END));
    }
    var sections = new TreeMap<Integer, String>(Comparator.reverseOrder());
    var old = page.substring(begin + BEGIN.length(), end);
    var heads = HEAD.matcher(old).results().toList();
    for (int i = 0; i < heads.size(); i++) {
      int until = i + 1 < heads.size() ? heads.get(i + 1).start() : old.length();
      sections.put(
          Integer.valueOf(heads.get(i).group(1)), old.substring(heads.get(i).end(), until).strip());
    }
    sections.put(jdk, section.strip());
    var written = new StringBuilder(BEGIN).append("\n\n");
    sections.forEach(
        (of, text) ->
            written.append("### JDK ").append(of).append("\n\n").append(text).append("\n\n"));
    return page.substring(0, begin) + written + page.substring(end);
  }
}
