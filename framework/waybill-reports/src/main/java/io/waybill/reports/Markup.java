package io.waybill.reports;

/** HTML or SVG in the making: whatever anybody wrote stays text. */
final class Markup {
  private final StringBuilder made = new StringBuilder();

  /**
   * Text that is nothing but text wherever it stands. What would turn the line around or is no
   * character of a document shows as what cannot be shown.
   */
  static String escaped(String text) {
    var escaped = new StringBuilder(text.length() + 16);
    text.codePoints().forEach(letter -> escape(letter, escaped));
    return escaped.toString();
  }

  private static void escape(int letter, StringBuilder to) {
    switch (letter) {
      case '&' -> to.append("&amp;");
      case '<' -> to.append("&lt;");
      case '>' -> to.append("&gt;");
      case '"' -> to.append("&quot;");
      case '\'' -> to.append("&#39;");
      case '`' -> to.append("&#96;");
      case '\n', '\t' -> to.appendCodePoint(letter);
      default -> to.appendCodePoint(shows(letter) ? letter : 0xFFFD);
    }
  }

  private static boolean shows(int letter) {
    boolean control = Character.isISOControl(letter);
    boolean half = letter >= 0xD800 && letter <= 0xDFFF;
    boolean turns =
        letter == 0x061C
            || letter == 0x200E
            || letter == 0x200F
            || (letter >= 0x202A && letter <= 0x202E)
            || (letter >= 0x2066 && letter <= 0x2069);
    return !control && !half && !turns && (letter & 0xFFFE) != 0xFFFE;
  }

  /**
   * @param attributes names, each before its value
   */
  Markup open(String tag, String... attributes) {
    made.append('<').append(tag);
    for (int i = 0; i < attributes.length; i += 2) {
      made.append(' ').append(attributes[i]).append("=\"");
      made.append(escaped(attributes[i + 1])).append('"');
    }
    made.append('>');
    return this;
  }

  Markup close(String tag) {
    made.append("</").append(tag).append(">\n");
    return this;
  }

  Markup text(String text) {
    made.append(escaped(text));
    return this;
  }

  /** An element with nothing but text in it. */
  Markup element(String tag, String text, String... attributes) {
    open(tag, attributes).text(text);
    made.append("</").append(tag).append('>');
    return this;
  }

  /** What is markup already. */
  Markup raw(String markup) {
    made.append(markup);
    return this;
  }

  @Override
  public String toString() {
    return made.toString();
  }
}
