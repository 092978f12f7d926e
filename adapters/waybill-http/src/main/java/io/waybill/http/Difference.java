package io.waybill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * How a request differs from a recorded one.
 *
 * @param distance more if it is further away
 * @param place the first place: {@code at /messages/1/content}
 */
record Difference(long distance, String place, String recorded, String asked) {
  private static final long OTHER_METHOD = 1L << 40;
  private static final long OTHER_URL = 1L << 30;
  private static final int SHOWN = 60;
  private static final int BEFORE = 20;

  static Difference between(Asked recorded, Asked asked) {
    var places = new ArrayList<Difference>();
    compare("", recorded.body(), asked.body(), places);
    if (!recorded.url().equals(asked.url())) {
      places.add(0, of(OTHER_URL, "in its address", recorded.url(), asked.url()));
    }
    if (!recorded.method().equals(asked.method())) {
      places.add(0, of(OTHER_METHOD, "in its method", recorded.method(), asked.method()));
    }
    var first = places.get(0);
    long distance = places.stream().mapToLong(Difference::distance).sum();
    return new Difference(distance, first.place, first.recorded, first.asked);
  }

  private static void compare(String at, JsonNode one, JsonNode other, List<Difference> places) {
    if (one.isObject() && other.isObject()) {
      var keys = new LinkedHashSet<String>();
      one.fieldNames().forEachRemaining(keys::add);
      other.fieldNames().forEachRemaining(keys::add);
      for (var key : keys) {
        var place = at + "/" + key.replace("~", "~0").replace("/", "~1");
        compare(place, one.path(key), other.path(key), places);
      }
    } else if (one.isArray() && other.isArray()) {
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        compare(at + "/" + i, one.path(i), other.path(i), places);
      }
    } else if (!Json.canonical(one).equals(Json.canonical(other))) {
      // inside the body, of whichever kind it is
      var place = at.replaceFirst("^/(json|text|form)", "");
      var where = place.isEmpty() ? "in its body" : "at " + place;
      places.add(of(1, where, text(one), text(other)));
    }
  }

  private static String text(JsonNode node) {
    if (node instanceof MissingNode) {
      return "";
    }
    return node.isTextual() ? node.textValue() : Json.compact(node);
  }

  /** Both from shortly before where they part. */
  private static Difference of(long distance, String place, String recorded, String asked) {
    int same = 0;
    int shorter = Math.min(recorded.length(), asked.length());
    while (same < shorter && recorded.charAt(same) == asked.charAt(same)) {
      same++;
    }
    return new Difference(distance, place, excerpt(recorded, same), excerpt(asked, same));
  }

  private static String excerpt(String text, int at) {
    if (text.isEmpty()) {
      return "nothing";
    }
    int from = at <= BEFORE ? 0 : at - BEFORE;
    int to = Math.min(text.length(), from + SHOWN);
    return "\"%s%s%s\""
        .formatted(from > 0 ? "…" : "", text.substring(from, to), to < text.length() ? "…" : "");
  }

  @Override
  public String toString() {
    return "it differs %s: recorded %s, asked %s".formatted(place, recorded, asked);
  }
}
