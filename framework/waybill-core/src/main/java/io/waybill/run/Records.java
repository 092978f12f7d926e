package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What was recorded of a run, by path: attempts, outcomes, and which bodies they were in. */
final class Records {
  private static final Pattern ROUND = Pattern.compile("(.*)\\[(\\d{1,9})]/", Pattern.DOTALL);

  /** Of two that end at once, the one that was used is the one that counts. */
  private static final Comparator<Posting> IN_ORDER =
      Comparator.comparingLong(Posting::ended)
          .thenComparing(posting -> posting.fate() == Posting.Fate.USED)
          .thenComparingInt(Posting::attempt);

  /** By path, one posting, or a list of several. */
  private final Map<String, Object> attempts;

  private final Map<String, Outcome<?>> outcomes;
  private final Set<String> entered = new HashSet<>();
  private final Map<String, Integer> rounds = new HashMap<>();
  private @Nullable Map<String, Map<Integer, Long>> ready;

  Records(List<Posting> postings, Map<String, Outcome<?>> outcomes) {
    this.outcomes = outcomes;
    this.attempts = new LinkedHashMap<>(postings.size() * 4 / 3 + 1);
    for (var posting : postings) {
      var earlier = attempts.put(posting.path(), posting);
      if (earlier != null) {
        attempts.put(posting.path(), several(earlier, posting));
      }
      enter(posting.scope());
    }
  }

  private static List<Posting> several(Object earlier, Posting later) {
    var several = earlier instanceof Posting one ? new ArrayList<>(List.of(one)) : made(earlier);
    several.add(later);
    return several;
  }

  @SuppressWarnings("unchecked") // one or several is all that there is
  private static List<Posting> made(Object attempts) {
    return attempts instanceof Posting one ? List.of(one) : (List<Posting>) attempts;
  }

  /** Notes every body around a line, and how often the ones that repeat did. */
  private void enter(String scope) {
    for (int end = scope.length(); end > 0; end = scope.lastIndexOf('/', end - 2) + 1) {
      if (!entered.add(scope.substring(0, end))) {
        return;
      }
      var round = ROUND.matcher(scope).region(0, end);
      if (round.matches()) {
        rounds.merge(round.group(1), Integer.parseInt(round.group(2)) + 1, Math::max);
      }
    }
  }

  /** Whether a body has lines; its path ends with a slash. */
  boolean entered(String scope) {
    return entered.contains(scope);
  }

  /** How many items or turns of a step have lines. */
  int rounds(String path) {
    return rounds.getOrDefault(path, 0);
  }

  /** When each item of a step was ready of which no line was made yet, by its number. */
  Map<Integer, Long> ready(String path) {
    if (ready == null) {
      ready = new HashMap<>();
      attempts.values().forEach(made -> made(made).forEach(this::isReady));
    }
    return ready.getOrDefault(path, Map.of());
  }

  /** Notes it for every item or turn around an attempt. */
  private void isReady(Posting posting) {
    var scope = posting.scope();
    for (int end = scope.length(); end > 0; end = scope.lastIndexOf('/', end - 2) + 1) {
      var round = ROUND.matcher(scope).region(0, end);
      if (round.matches()) {
        Objects.requireNonNull(ready)
            .computeIfAbsent(round.group(1), path -> new HashMap<>())
            .merge(Integer.valueOf(round.group(2)), posting.ready(), Math::min);
      }
    }
  }

  /** What was noted of a step, if it is of some kind. */
  <T> Optional<T> noted(String path, Class<T> kind) {
    return Optional.ofNullable(outcomes.get(path))
        .<Object>map(Outcome::value)
        .filter(kind::isInstance)
        .map(kind::cast);
  }

  /** Whether there are attempts that no line was made of yet. */
  boolean has(String path) {
    return attempts.containsKey(path);
  }

  /** What no line was made of yet: the first attempt of each path. */
  List<Posting> left() {
    return attempts.values().stream().map(made -> made(made).get(0)).toList();
  }

  /** The line of a path, which is made once. */
  Waybill.Line line(String path, List<String> waitedFor, Optional<Choice> decision) {
    var made = made(Objects.requireNonNull(attempts.remove(path)));
    if (made.size() > 1) {
      made.sort(IN_ORDER);
    }
    var outcome = Optional.<Outcome<?>>ofNullable(outcomes.get(path));
    var kind =
        made.get(made.size() - 1).fate() == Posting.Fate.USED
            ? Optional.of(outcome.<Outcome.Kind>map(Outcome::kind).orElse(Outcome.Kind.COMPUTED))
            : Optional.<Outcome.Kind>empty();
    var sources = outcome.map(Outcome::sources).orElse(List.of());
    return new Waybill.Line(path, waitedFor, made, decision, kind, sources);
  }
}
