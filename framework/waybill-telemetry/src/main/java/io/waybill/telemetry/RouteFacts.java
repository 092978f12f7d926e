package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Timing;
import io.waybill.work.Choice;
import io.waybill.work.WorkInfo;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What there is to tell of decisions: of one, and of all that a run made. */
final class RouteFacts {
  private static final int MOST_CANDIDATES = 3;

  /** What digests of encoders stand under in the configuration of routers. */
  private static final String ENCODER = "encoder";

  private RouteFacts() {}

  static void put(Choice choice, @Nullable WorkInfo work, Canvas canvas) {
    canvas.put(Names.CHOSEN, choice.label());
    canvas.put(Names.CONFIDENCE, choice.confidence());
    canvas.put(Names.MARGIN, choice.margin());
    canvas.put(Names.ABSTAINED, choice.abstained());
    if (!choice.candidates().isEmpty()) {
      canvas.put(
          Names.CANDIDATES,
          choice.candidates().entrySet().stream()
              .limit(MOST_CANDIDATES)
              .map(candidate -> candidate.getKey() + " " + candidate.getValue())
              .toList());
    }
    text(Names.REASON, choice.reason(), canvas);
    grounds(choice.grounds(), canvas);
    Optional.ofNullable(work)
        .map(known -> known.config().get(ENCODER))
        .ifPresent(digest -> canvas.put(Names.ENCODER, digest.toString()));
  }

  private static void grounds(Choice.Grounds grounds, Canvas canvas) {
    text(Names.STAGE, grounds.stage(), canvas);
    text(Names.POLICY, grounds.policy(), canvas);
    grounds.expected().ifPresent(cost -> canvas.put(Names.EXPECTED_COST, cost.nanoUsd()));
    canvas.put(Names.PROPENSITY, grounds.propensity());
  }

  private static void text(AttributeKey<String> name, String text, Canvas canvas) {
    if (!text.isEmpty()) {
      canvas.put(name, text);
    }
  }

  /** What the branch of a decision saved. */
  static void saved(Books books, String route, Choice choice, Canvas canvas) {
    var branch = books.inside(route + ":" + choice.label() + "/");
    canvas.saved(
        Names.ROUTE_SAVED,
        branch.stream().filter(posting -> !routes(posting)).toList(),
        Cost.NOTHING);
  }

  /** What all decisions of a run took, and what they saved beyond that; nothing without any. */
  static void ofRun(Books books, Canvas canvas) {
    var routes = new HashSet<String>();
    books.waybill.lines().stream()
        .filter(line -> line.decision().isPresent())
        .forEach(line -> routes.add(line.path()));
    if (routes.isEmpty()) {
      return;
    }
    var all = books.waybill.ledger().postings();
    var routing = new Sum();
    all.stream()
        .filter(posting -> routes.contains(step(posting)))
        .forEach(posting -> routing.add(posting.cost()));
    routing.put(Names.ROUTING_COST, canvas);
    long time = 0;
    long critical = 0;
    for (var line : books.timing.lines()) {
      if (routes.contains(line.path())) {
        time += line.wall().toNanos();
        critical += line.critical() ? line.wall().toNanos() : 0;
      }
    }
    canvas.put(Names.ROUTING_TIME, time);
    canvas.put(Names.ROUTING_SHARE, share(critical, books.timing));
    canvas.saved(
        Names.ROUTING_SAVED,
        all.stream().filter(posting -> routed(posting, routes) && !routes(posting)).toList(),
        routing.cost());
  }

  private static double share(long critical, Timing timing) {
    long longest = timing.longest().toNanos();
    return longest > 0 ? (double) critical / longest : 0.0;
  }

  /** The path of the step that made an attempt, whether or not inside another call. */
  private static String step(Posting posting) {
    int inner = posting.step().indexOf('/');
    return posting.scope() + (inner < 0 ? posting.step() : posting.step().substring(0, inner));
  }

  /** Whether an attempt decided, itself: what it read, no other model would have to read. */
  private static boolean routes(Posting posting) {
    return !posting.work().labels().isEmpty();
  }

  /** Whether an attempt was made in a branch that a route led to. */
  private static boolean routed(Posting posting, Set<String> routes) {
    var scope = posting.scope();
    for (int end = scope.indexOf(':'); end >= 0; end = scope.indexOf(':', end + 1)) {
      if (routes.contains(scope.substring(0, end))) {
        return true;
      }
    }
    return false;
  }
}
