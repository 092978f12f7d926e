package io.waybill.local;

import io.waybill.work.Passage;
import java.util.ArrayList;
import java.util.List;

/**
 * A paragraph of a document, or a part of a long one.
 *
 * @param headings those that it stands under, outermost first; part of what is compared, not of
 *     what is quoted
 */
record Section(Document document, Span span, List<String> headings) {
  private static final int LONGEST = 1_000;
  private static final int DEEPEST = 6;

  Section {
    headings = List.copyOf(headings);
  }

  String text() {
    return span.of(document.text());
  }

  /** The text under its headings: {@code Returns > Bicycles}, a new line, the paragraph. */
  String context() {
    return headings.isEmpty() ? text() : String.join(" > ", headings) + "\n" + text();
  }

  Passage passage(double score) {
    return new Passage(text(), document.source(span.from(), span.to()), score);
  }

  /** The paragraphs of a document, in order. A fenced block is one whatever stands in it. */
  static List<Section> of(Document document) {
    return new Splitting(document).sections();
  }

  /** One pass over the lines of a document. */
  private static final class Splitting {
    private final Document document;
    private final List<Section> sections = new ArrayList<>();
    private final List<String> headings = new ArrayList<>();
    private int begin = -1;
    private boolean fenced;

    private Splitting(Document document) {
      this.document = document;
    }

    private List<Section> sections() {
      var text = document.text();
      for (int from = 0, to; from < text.length(); from = to) {
        int end = text.indexOf('\n', from);
        to = end < 0 ? text.length() : end + 1;
        line(text.substring(from, to).strip(), from);
      }
      paragraph(text.length());
      return sections;
    }

    private void line(String line, int from) {
      int level = level(line);
      if (line.startsWith("```")) {
        fenced = !fenced;
      }
      if (!fenced && line.isEmpty()) {
        paragraph(from);
      } else if (!fenced && level > 0) {
        paragraph(from);
        heading(level, title(line, level));
      } else if (begin < 0) {
        begin = from;
      }
    }

    /** How deep a heading is; 0 if the line is none. */
    private static int level(String line) {
      int level = 0;
      while (level < line.length() && line.charAt(level) == '#') {
        level++;
      }
      boolean ends = level == line.length() || Character.isWhitespace(line.charAt(level));
      return ends && level <= DEEPEST ? level : 0;
    }

    /** Without the marks on both sides. */
    private static String title(String line, int level) {
      int end = line.length();
      while (end > level && line.charAt(end - 1) == '#') {
        end--;
      }
      return line.substring(level, end).strip();
    }

    /** A heading of a level ends those of its own level and below. */
    private void heading(int level, String title) {
      while (headings.size() >= level) {
        headings.remove(headings.size() - 1);
      }
      if (!title.isEmpty()) {
        headings.add(title);
      }
    }

    private void paragraph(int end) {
      if (begin >= 0) {
        var span = Span.trimmed(document.text(), begin, end);
        begin = -1;
        if (span.to() - span.from() <= LONGEST) {
          add(span);
        } else {
          parts(span);
        }
      }
    }

    /** Whole sentences, as many as fit; one that fits nowhere stays whole. */
    private void parts(Span paragraph) {
      int from = paragraph.from();
      int to = from;
      for (var sentence : Sentences.in(paragraph.of(document.text()))) {
        int end = paragraph.from() + sentence.to();
        if (end - from > LONGEST && to > from) {
          add(Span.trimmed(document.text(), from, to));
          from = to;
        }
        to = end;
      }
      add(Span.trimmed(document.text(), from, paragraph.to()));
    }

    private void add(Span span) {
      if (!span.isEmpty()) {
        sections.add(new Section(document, span, headings));
      }
    }
  }
}
