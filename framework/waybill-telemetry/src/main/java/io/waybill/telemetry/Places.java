package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * What is drawn around a step: read from its path, since that is all there is to go by while a run
 * goes on. A branch of a route and a rescue are beside the step they belong to, not inside it: what
 * they wait for may have nothing to do with it.
 */
final class Places {
  /** Something with steps in it; its path is its key. */
  record Place(Node.Kind kind, String path) {}

  private Places() {}

  /**
   * Those around a step, from the outside in: of {@code reviews[3]/grade}, reviews and item 3.
   *
   * @param routes whether a path is a route's; other branches are runners of a race
   */
  static List<Place> around(String path, Predicate<String> routes) {
    int slash = path.indexOf('/');
    if (slash < 0) {
      return List.of();
    }
    var places = new ArrayList<Place>(2);
    for (int from = 0; slash >= 0; from = slash + 1, slash = path.indexOf('/', from)) {
      int end = many(path, from, slash);
      if (!isId(path, from, end)) {
        continue; // a rescue, a call inside a call
      }
      if (end == slash) {
        places.add(new Place(Node.Kind.PLAN, path.substring(0, slash)));
      } else if (isNumber(path, end, slash)) {
        places.add(new Place(Node.Kind.ROUNDS, path.substring(0, end)));
        places.add(new Place(Node.Kind.ROUND, path.substring(0, slash)));
      } else if (path.charAt(end) == ':' && !routes.test(path.substring(0, end))) {
        places.add(new Place(Node.Kind.RACE, path.substring(0, end)));
      }
    }
    return places;
  }

  private static boolean isId(String path, int from, int until) {
    boolean id = from < until && path.charAt(from) >= 'a' && path.charAt(from) <= 'z';
    for (int at = from; id && at < until; at++) {
      char one = path.charAt(at);
      id = (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') || one == '_';
    }
    return id;
  }

  /** Whether it is {@code [3]}. */
  private static boolean isNumber(String path, int from, int until) {
    boolean number = until - from > 2 && path.charAt(from) == '[' && path.charAt(until - 1) == ']';
    for (int at = from + 1; number && at < until - 1; at++) {
      number = path.charAt(at) >= '0' && path.charAt(at) <= '9';
    }
    return number;
  }

  /**
   * The beginnings of a path that end where a body does, or all rounds of one, or all branches
   * beside one: of {@code reviews[3]/grade}, {@code reviews[} and {@code reviews[3]/}; of {@code
   * answer:small/ask}, {@code answer:} and {@code answer:small/}.
   */
  static List<String> bodies(String path) {
    if (path.indexOf('/') < 0) {
      return List.of();
    }
    var bodies = new ArrayList<String>(2);
    int from = 0;
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
      int many = many(path, from, slash);
      if (many < slash) {
        bodies.add(path.substring(0, many + 1));
      }
      bodies.add(path.substring(0, slash + 1));
      from = slash + 1;
    }
    return bodies;
  }

  private static int many(String path, int from, int until) {
    int at = from;
    while (at < until && path.charAt(at) != '[' && path.charAt(at) != ':') {
      at++;
    }
    return at;
  }

  /** {@code answer} of {@code intent:billing/answer}, {@code judge#1} of {@code check/judge#1}. */
  static String lastStep(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The id of the step, whatever is called inside its calls. */
  static String step(String path) {
    var step = path;
    while (step.indexOf('#') > step.lastIndexOf('/') && step.indexOf('/') >= 0) {
      step = step.substring(0, step.lastIndexOf('/'));
    }
    return lastStep(step);
  }

  /** The number of a turn or an item. */
  static String number(String path) {
    return path.substring(path.lastIndexOf('[') + 1, path.length() - 1);
  }
}
