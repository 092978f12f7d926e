package io.waybill.yaml;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** What YAML's traps mean and what to write instead. */
final class Traps {
  private static final String HOLE = "${{";

  private Traps() {}

  /** Says what a parser's complaint is about. */
  static void explain(FileText source, YAMLException error, Problems problems) {
    if (!(error instanceof MarkedYAMLException marked) || marked.getProblemMark() == null) {
      problems.add(At.beginningOf(source.file()), "", "is no YAML: " + error.getMessage());
      return;
    }
    int index = Math.min(source.index(marked.getProblemMark().getIndex()), source.text().length());
    var said = Objects.requireNonNullElse(marked.getProblem(), "");
    int hole = source.text().lastIndexOf(HOLE, index);
    if (hole >= 0 && index - hole < HOLE.length()) {
      problems.add(
          source.at(hole),
          "",
          "needs quotes inside { } and [ ]: write \"%s\"".formatted(hole(source, hole)));
    } else if (said.contains("TAB")) {
      problems.add(source.at(index), "", "is a tab: YAML indents with spaces");
    } else if (said.startsWith("mapping values are not allowed")) {
      problems.add(source.at(index), "", colon(source, index));
    } else if (unclosed(marked)) {
      problems.add(
          source.at(source.index(Objects.requireNonNull(marked.getContextMark()).getIndex())),
          "",
          "begins a quoted text that does not end");
    } else {
      problems.add(source.at(index), "", "is no YAML: " + sentence(marked.getContext(), said));
    }
  }

  /** What to say of {@code !steps.a}. */
  static String tag(String tag, String value) {
    var written = tag.startsWith("!") ? tag.substring(1) : tag;
    var name = written.isEmpty() ? value : written;
    return name.matches("[A-Za-z0-9_.]{1,100}")
        ? "has the YAML tag %s; for 'not' write \"${{ %s == false }}\"".formatted(tag, name)
        : "has the YAML tag %s: leave it out".formatted(Known.clipped(tag));
  }

  private static boolean unclosed(MarkedYAMLException marked) {
    return "while scanning a quoted scalar".equals(marked.getContext())
        && "found unexpected end of stream".equals(marked.getProblem())
        && marked.getContextMark() != null;
  }

  private static String hole(FileText source, int from) {
    int line = lineEnd(source.text(), from);
    int end = source.text().indexOf("}}", from);
    return end < 0 || end > line
        ? "${{ … }}"
        : Known.clipped(source.text().substring(from, end + 2));
  }

  private static String colon(FileText source, int index) {
    var text = source.text();
    var line = text.substring(text.lastIndexOf('\n', index - 1) + 1, lineEnd(text, index));
    int key = line.indexOf(": ");
    int column = index - text.lastIndexOf('\n', index - 1) - 1;
    return key >= 0 && key < column
        ? "is a ': ' in a text without quotes: write %s: \"%s\""
            .formatted(
                Known.clipped(line.substring(0, key).strip()),
                Known.clipped(line.substring(key + 2).strip().replace("\"", "\\\"")))
        : "is a key where none can be: the line above has a value already, or this one is indented too far";
  }

  private static int lineEnd(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static String sentence(@Nullable String context, String problem) {
    return context == null ? problem : context + ", " + problem;
  }
}
