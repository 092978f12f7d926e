package io.waybill.ledger;

import io.waybill.ledger.Posting.Role;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What stands below the table of a receipt about calls that did not simply go well: what was tried
 * again, what was made do with, and what was asked a second time.
 */
final class Tries {
  private static final int WIDEST_REASON = 120;

  private Tries() {}

  /** {@code draft: 2 retries, since STALLED: no answer within 8000 ms}. */
  static List<String> again(List<Waybill.Line> lines) {
    var told = new LinkedHashMap<String, List<String>>();
    for (var line : lines) {
      var retries = made(line, Role.RETRY);
      if (!retries.isEmpty()) {
        var counted = retries.size() == 1 ? "1 retry" : retries.size() + " retries";
        told.put(line.path(), List.of(counted + since(retries)));
      }
    }
    return Notes.lines(told);
  }

  /** {@code draft: llama3.2:3b, since BUDGET: …}; tried in vain if it gave no value. */
  static List<String> instead(List<Waybill.Line> lines) {
    var told = new LinkedHashMap<String, List<String>>();
    for (var line : lines) {
      var rungs = line.attempts().stream().filter(one -> one.how().role().degrades()).toList();
      if (!rungs.isEmpty()) {
        told.put(line.path(), List.of(instead(line, rungs)));
      }
    }
    return Notes.lines(told);
  }

  private static String instead(Waybill.Line line, List<Posting> rungs) {
    return line.degraded()
        .map(gave -> what(gave) + since(List.of(gave)))
        .orElseGet(
            () ->
                rungs.stream().map(Tries::what).distinct().collect(Collectors.joining(", "))
                    + ", in vain"
                    + since(rungs.subList(0, 1)));
  }

  private static String what(Posting rung) {
    return switch (rung.how().role()) {
      case FIRST, RETRY, HEDGE, FALLBACK -> rung.work().display();
      case CACHED -> "an earlier answer";
      case SKIPPED -> "a value in its place";
      case PARTIAL -> "part of its answer";
    };
  }

  /** {@code draft: asked twice, the second was heard; $0.0004 for the other}. */
  static List<String> hedged(List<Waybill.Line> lines) {
    Map<String, List<String>> told = new LinkedHashMap<>();
    for (var line : lines) {
      var second = made(line, Role.HEDGE);
      if (!second.isEmpty()) {
        told.put(line.path(), List.of("asked twice, " + heard(line, second)));
      }
    }
    return Notes.lines(told);
  }

  private static String heard(Waybill.Line line, List<Posting> second) {
    if (second.stream().anyMatch(Tries::used)) {
      return "the second was heard" + other(line);
    }
    return line.attempts().stream().anyMatch(Tries::used)
        ? "the first was heard" + other(line)
        : "neither was heard";
  }

  private static String other(Waybill.Line line) {
    var cost =
        line.attempts().stream()
            .filter(one -> one.fate() == Posting.Fate.DISCARDED)
            .map(Posting::cost)
            .reduce(Cost.NOTHING, Cost::plus);
    return cost.equals(Cost.NOTHING) ? "" : "; " + Figures.sum(cost) + " for the other";
  }

  private static boolean used(Posting posting) {
    return posting.fate() == Posting.Fate.USED;
  }

  private static List<Posting> made(Waybill.Line line, Role role) {
    return line.attempts().stream().filter(one -> one.how().role() == role).toList();
  }

  private static String since(List<Posting> attempts) {
    var reasons =
        new ArrayList<>(
            attempts.stream()
                .map(one -> Figures.plain(one.how().since()))
                .filter(why -> !why.isEmpty())
                .distinct()
                .toList());
    if (reasons.isEmpty()) {
      return "";
    }
    var more = reasons.size() == 1 ? "" : " … and " + (reasons.size() - 1) + " more";
    return ", since " + Figures.fit(reasons.get(0), "", WIDEST_REASON) + more;
  }
}
