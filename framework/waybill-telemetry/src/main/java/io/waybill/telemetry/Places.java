package io.waybill.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What is drawn around a step: read from its path, since that is all there is to go by while a run
 * goes on. A branch of a route and a rescue are beside the step they belong to, not inside it: what
 * they wait for may have nothing to do with it.
 */
final class Places {
  /** Something with steps in it; its path is its key. */
  record Place(Node.Kind kind, String path) {}

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");
  private static final Pattern BRANCH = Pattern.compile("([a-z][a-z0-9_]*):.*", Pattern.DOTALL);
  private static final Pattern ROUND = Pattern.compile("([a-z][a-z0-9_]*)\\[\\d{1,9}]");

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
      var frame = path.substring(from, slash);
      var round = ROUND.matcher(frame);
      if (round.matches()) {
        places.add(new Place(Node.Kind.ROUNDS, path.substring(0, from + round.end(1))));
        places.add(new Place(Node.Kind.ROUND, path.substring(0, slash)));
      } else if (ID.matcher(frame).matches()) {
        places.add(new Place(Node.Kind.PLAN, path.substring(0, slash)));
      } else {
        race(path, from, frame).filter(race -> !routes.test(race.path())).ifPresent(places::add);
      }
    }
    return places;
  }

  private static Optional<Place> race(String path, int from, String frame) {
    var branch = BRANCH.matcher(frame);
    return branch.matches()
        ? Optional.of(new Place(Node.Kind.RACE, path.substring(0, from + branch.end(1))))
        : Optional.empty();
  }

  /**
   * The beginnings of a path that end where a body does, or all rounds of one, or all branches
   * beside one: of {@code reviews[3]/grade}, {@code reviews[} and {@code reviews[3]/}; of {@code
   * answer:small/ask}, {@code answer:} and {@code answer:small/}.
   */
  static List<String> bodies(String path) {
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
