package io.waybill.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/**
 * BERT's uncased WordPiece tokenizer. What looks like one of its special tokens, {@code [SEP]}, is
 * text like any other: a text cannot steer how it is read.
 */
final class WordPieces {
  private static final int UNKNOWN = 100;
  private static final int BEGIN = 101;
  private static final int END = 102;
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> vocabulary;
  private final int longestPiece;

  private WordPieces(Map<String, Integer> vocabulary) {
    this.vocabulary = vocabulary;
    this.longestPiece = vocabulary.keySet().stream().mapToInt(String::length).max().orElse(0);
  }

  /** Reads the vocabulary of a {@code tokenizer.json}. */
  static WordPieces read(byte[] tokenizer) throws IOException {
    var vocabulary = new HashMap<String, Integer>(1 << 16);
    try (var parser = new JsonFactory().createParser(tokenizer)) {
      for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && parser.currentName().equals("vocab")) {
          parser.nextToken();
          while (parser.nextToken() == JsonToken.FIELD_NAME) {
            vocabulary.put(parser.currentName(), parser.nextIntValue(UNKNOWN));
          }
          return new WordPieces(vocabulary);
        }
      }
    }
    throw new IOException("the tokenizer has no vocabulary");
  }

  /** The tokens of a text, its begin and end included, cut to {@code most}. */
  long[] tokens(String text, int most) {
    var ids = new Ids(most);
    ids.add(BEGIN);
    var word = new StringBuilder();
    // word by word, so that of a long text only what fits is looked at
    for (int at = 0, c; at < text.length() && !ids.full(); at += Character.charCount(c)) {
      c = text.codePointAt(at);
      if (isSpace(c)) {
        flush(word, ids);
      } else if (isIdeograph(c)) {
        flush(word, ids);
        split(new StringBuilder().appendCodePoint(c), ids);
      } else if (!isDropped(c)) {
        word.appendCodePoint(c);
      }
    }
    flush(word, ids);
    return ids.ended();
  }

  private void flush(StringBuilder word, Ids ids) {
    if (word.length() > 0) {
      split(word, ids);
      word.setLength(0);
    }
  }

  /** What stands between spaces, without accents, in lower case, punctuation on its own. */
  private void split(CharSequence between, Ids ids) {
    var plain = Normalizer.normalize(between, Normalizer.Form.NFD);
    var word = new StringBuilder();
    for (int at = 0, c; at < plain.length() && !ids.full(); at += Character.charCount(c)) {
      c = plain.codePointAt(at);
      if (isPunctuation(c)) {
        pieces(word, ids);
        pieces(new StringBuilder().appendCodePoint(c), ids);
      } else if (Character.getType(c) != Character.NON_SPACING_MARK) {
        word.appendCodePoint(Character.toLowerCase(c));
      }
    }
    pieces(word, ids);
  }

  /** The longest pieces that it is made of, from the left; one unknown if it cannot be. */
  private void pieces(StringBuilder word, Ids ids) {
    int before = ids.size;
    boolean known = word.codePointCount(0, word.length()) <= LONGEST_WORD;
    for (int from = 0, to; known && from < word.length(); from = to) {
      to = piece(word, from, ids);
      known = to > from;
    }
    if (!known) {
      ids.size = before;
      ids.add(UNKNOWN);
    }
    word.setLength(0);
  }

  /** Adds the longest piece that begins here and returns where it ends; where it began if none. */
  private int piece(StringBuilder word, int from, Ids ids) {
    for (int to = Math.min(word.length(), from + longestPiece); to > from; to--) {
      var id = vocabulary.get(from == 0 ? word.substring(0, to) : "##" + word.substring(from, to));
      if (id != null) {
        ids.add(id);
        return to;
      }
    }
    return from;
  }

  private static boolean isSpace(int c) {
    return c == '\t' || c == '\n' || c == '\r' || Character.isSpaceChar(c);
  }

  private static boolean isDropped(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE, Character.SURROGATE -> true;
      default -> c == 0xFFFD;
    };
  }

  private static boolean isPunctuation(int c) {
    if (c < 128) {
      return c > ' ' && c < 127 && !Character.isLetterOrDigit(c);
    }
    return switch (Character.getType(c)) {
      case Character.CONNECTOR_PUNCTUATION,
          Character.DASH_PUNCTUATION,
          Character.START_PUNCTUATION,
          Character.END_PUNCTUATION,
          Character.INITIAL_QUOTE_PUNCTUATION,
          Character.FINAL_QUOTE_PUNCTUATION,
          Character.OTHER_PUNCTUATION ->
          true;
      default -> false;
    };
  }

  private static boolean isIdeograph(int c) {
    return (c >= 0x3400 && c <= 0x4DBF)
        || (c >= 0x4E00 && c <= 0x9FFF)
        || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B81F)
        || (c >= 0x2B920 && c <= 0x2CEAF)
        || (c >= 0x2F800 && c <= 0x2FA1F);
  }

  /** Tokens so far, room for the end kept. */
  private static final class Ids {
    private final long[] ids;
    private int size;

    private Ids(int most) {
      ids = new long[most];
    }

    private boolean full() {
      return size == ids.length - 1;
    }

    private void add(int id) {
      if (!full()) {
        ids[size++] = id;
      }
    }

    private long[] ended() {
      var ended = java.util.Arrays.copyOf(ids, size + 1);
      ended[size] = END;
      return ended;
    }
  }
}
