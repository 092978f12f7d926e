package io.waybill.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts a text while it is being written. Every decision is made at the first character of a word,
 * by what stands before it and nothing else. For one thread at a time.
 */
public final class Cutter {
  /** So much is looked at at once: what is left after a cut is moved to the front. */
  private static final int SLICE = 256;

  private final Split split;

  /** What no piece was made of yet. */
  private final StringBuilder text = new StringBuilder();

  /** How much of it was looked at. */
  private int seen;

  /** Where its first word begins; -1 as long as there is none. */
  private int first = -1;

  /** Where its last word ended. */
  private int ended;

  /** Where a word began last, and there was one before it; 0 if none has. */
  private int boundary;

  Cutter(Split split) {
    this.split = split;
  }

  /** The pieces that have come to their end with this further part of the text. */
  public List<String> add(String part) {
    List<String> pieces = new ArrayList<>(0);
    for (int from = 0; from < part.length(); from += SLICE) {
      text.append(part, from, Math.min(part.length(), from + SLICE));
      cut(pieces);
    }
    return pieces;
  }

  private void cut(List<String> pieces) {
    while (seen < text.length()) {
      int cut = Character.isWhitespace(text.charAt(seen)) ? 0 : word(seen);
      seen++;
      if (cut > 0) {
        pieces.add(text.substring(0, cut));
        text.delete(0, cut);
        seen = 0;
        first = -1;
        boundary = 0;
      }
    }
  }

  /** The last piece, if the text is over. */
  public Optional<String> rest() {
    return first < 0 ? Optional.empty() : Optional.of(text.toString());
  }

  /** Where to cut, now that a character of a word is here; 0 for nowhere. */
  private int word(int at) {
    if (first < 0) {
      first = at;
      ended = at + 1;
      return 0;
    }
    int cut = split.by() == Split.By.CHARS ? length(at) : ends(at) ? start(at) : 0;
    ended = at + 1;
    return cut;
  }

  private boolean ends(int at) {
    return switch (split.by()) {
      case LINE -> breaks(at) > 0;
      case PARAGRAPH -> breaks(at) > 1;
      case SENTENCE -> breaks(at) > 1 || Sentence.ends(text, ended, at);
      case CHARS -> false;
    };
  }

  private int length(int at) {
    if (ended < at) {
      boundary = at;
    }
    if (at - first < split.chars() || Character.isLowSurrogate(text.charAt(at))) {
      return 0;
    }
    return boundary > 0 ? start(boundary) : at;
  }

  private int breaks(int at) {
    int breaks = 0;
    for (int i = ended; i < at; i++) {
      breaks += text.charAt(i) == '\n' ? 1 : 0;
    }
    return breaks;
  }

  /** What stands before a word in its own line is the word's. */
  private int start(int word) {
    for (int at = word - 1; Character.isWhitespace(text.charAt(at)); at--) {
      if (text.charAt(at) == '\n') {
        return at + 1;
      }
    }
    return word;
  }
}
