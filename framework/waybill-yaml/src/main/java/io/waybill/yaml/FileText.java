package io.waybill.yaml;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * The text of one file, known to hold nothing but printable characters.
 *
 * @param file as messages name it
 */
record FileText(String file, String text) {
  /** In bytes; a workflow written by hand is a hundredth of it. */
  static final int LARGEST = 1 << 20;

  /**
   * Takes a text that may come from anywhere.
   *
   * @throws YamlException naming the first character that has no place in a text
   */
  static FileText of(String file, String text) {
    return of(file, text, LARGEST);
  }

  /** The same for a text that may be longer or must be shorter. */
  static FileText of(String file, String text, int largest) {
    if (text.length() > largest) {
      throw tooLarge(file, largest);
    }
    var source = new FileText(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
    int strange = source.firstStrange();
    if (strange >= 0) {
      throw YamlException.of(
          source.at(strange),
          "has the character U+%04X, which no text file needs"
              .formatted((int) source.text.charAt(strange)));
    }
    return source;
  }

  /** The same for bytes, which must be UTF-8. */
  static FileText of(String file, byte[] bytes) {
    return of(file, bytes, LARGEST);
  }

  static FileText of(String file, byte[] bytes, int largest) {
    if (bytes.length > largest) {
      throw tooLarge(file, largest);
    }
    try {
      return of(
          file,
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString(),
          largest);
    } catch (CharacterCodingException e) {
      var decoded = new String(bytes, StandardCharsets.UTF_8);
      throw YamlException.of(
          new FileText(file, decoded).at(Math.max(0, decoded.indexOf('\uFFFD'))),
          "is not UTF-8: save it as UTF-8");
    }
  }

  /** The place of a character. */
  At at(int index) {
    int line = 1;
    int begin = 0;
    for (int i = 0; i < index; i++) {
      if (endsLine(i)) {
        line++;
        begin = i + 1;
      }
    }
    return new At(file, line, text.codePointCount(begin, index) + 1);
  }

  /** The index of the n-th character, counted in code points as the parser does. */
  int index(int codePoints) {
    return text.offsetByCodePoints(0, codePoints);
  }

  /** Whether decoded text is free of what its escapes may have smuggled in. */
  static boolean sound(String decoded) {
    return decoded
        .codePoints()
        .noneMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private int firstStrange() {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!StreamReader.isPrintable(c)) {
        return i;
      }
      i += Character.charCount(c);
    }
    return -1;
  }

  /** Line ends as YAML 1.1 and so its parser counts them. */
  private boolean endsLine(int i) {
    char c = text.charAt(i);
    return c == '\n'
        || (c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n'))
        || c == '\u0085'
        || c == '\u2028'
        || c == '\u2029';
  }

  private static YamlException tooLarge(String file, int largest) {
    return YamlException.of(At.beginningOf(file), "is larger than %d MiB".formatted(largest >> 20));
  }
}
