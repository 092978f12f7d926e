package io.waybill.testkit.billing;

import java.util.ArrayList;
import java.util.List;

/** What a stream sends at once, and what the provider counts as one token. */
sealed interface Piece {
  /** Some of the text. */
  record Text(String text) implements Piece {}

  /** The beginning of a call: which tool. */
  record Call(int index, ToolCall call) implements Piece {}

  /** Some of a call's arguments; with the last of them the call is whole. */
  record Arguments(int index, ToolCall call, String part, boolean last) implements Piece {}

  int LONGEST_PART = 16;

  /** The pieces of an answer, in order. */
  static List<Piece> of(List<String> texts, List<ToolCall> calls) {
    var pieces = new ArrayList<Piece>();
    texts.forEach(text -> pieces.add(new Text(text)));
    for (int index = 0; index < calls.size(); index++) {
      pieces.add(new Call(index, calls.get(index)));
      pieces.addAll(arguments(index, calls.get(index)));
    }
    return List.copyOf(pieces);
  }

  private static List<Piece> arguments(int index, ToolCall call) {
    var parts = new ArrayList<Piece>();
    var all = call.arguments();
    for (int from = 0, to; from < all.length(); from = to) {
      to = end(all, from);
      parts.add(new Arguments(index, call, all.substring(from, to), to == all.length()));
    }
    return parts;
  }

  /** Where a part ends, which is never inside a character. */
  private static int end(String all, int from) {
    var to = Math.min(all.length(), from + LONGEST_PART);
    return Character.isHighSurrogate(all.charAt(to - 1)) ? to - 1 : to;
  }
}
