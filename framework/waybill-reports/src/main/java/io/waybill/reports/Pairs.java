package io.waybill.reports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which run of one side is of the same input as which of the other, if that can be told. */
final class Pairs {
  private final List<Integer> a;
  private final List<Integer> b;
  private final String why;

  private Pairs(List<Integer> a, List<Integer> b, String why) {
    this.a = a;
    this.b = b;
    this.why = why;
  }

  /** Pairs by id, if ids are unique and most of the smaller side are on the other too. */
  static Pairs of(List<String> a, List<String> b) {
    var ofB = places(b);
    if (places(a).size() < a.size() || ofB.size() < b.size()) {
      return unpaired("several runs of a side have the same input id");
    }
    var left = new ArrayList<Integer>();
    var right = new ArrayList<Integer>();
    for (int i = 0; i < a.size(); i++) {
      var other = ofB.get(a.get(i));
      if (other != null) {
        left.add(i);
        right.add(other);
      }
    }
    if (2 * left.size() < Math.min(a.size(), b.size()) || left.isEmpty()) {
      return unpaired(
          "only %s %s on both sides"
              .formatted(
                  Figures.counted(left.size(), "input id"), left.size() == 1 ? "is" : "are"));
    }
    int alone = a.size() + b.size() - 2 * left.size();
    var why = "%s by the id of their input".formatted(Figures.counted(left.size(), "pair"));
    if (alone > 0) {
      why += "; %s without a partner left out".formatted(Figures.counted(alone, "run"));
    }
    if (left.stream().allMatch(at -> a.get(at).matches("line \\d+"))) {
      why += ", which is its line number: right if both were run on the same file";
    }
    return new Pairs(left, right, why);
  }

  private static Pairs unpaired(String why) {
    return new Pairs(List.of(), List.of(), why);
  }

  private static Map<String, Integer> places(List<String> ids) {
    var places = new HashMap<String, Integer>();
    for (int i = 0; i < ids.size(); i++) {
      places.putIfAbsent(ids.get(i), i);
    }
    return places;
  }

  boolean any() {
    return !a.isEmpty();
  }

  int size() {
    return a.size();
  }

  int ofA(int pair) {
    return a.get(pair);
  }

  int ofB(int pair) {
    return b.get(pair);
  }

  String why() {
    return why;
  }
}
