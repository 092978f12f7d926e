package io.waybill.run;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ran, as lines that know which others they waited for: the plan is walked again, along what
 * was recorded. Only nesting makes it recurse.
 */
final class Unrolled {
  /**
   * The lines after whose end a value was there.
   *
   * @param depth of the deepest body that one of them is in; -1 if there is none
   */
  private static final class Ends {
    static final Ends NONE = new Ends(List.of(), -1);

    final List<String> paths;
    final int depth;

    Ends(List<String> paths, int depth) {
      this.paths = paths;
      this.depth = depth;
    }

    /** Seen from a body around them, the lines inside a step are that body's own. */
    Ends seenFrom(int around) {
      return depth <= around ? this : new Ends(paths, around);
    }
  }

  /** A body that is being walked. */
  private record Place(
      Wiring wiring, String scope, int depth, Ends begun, @Nullable Ends[] values) {
    Ends value(int slot) {
      var value = slot < 0 ? null : values[slot];
      return value == null ? Ends.NONE : value;
    }
  }

  /** A step in a body, and what it waited for. */
  private record At(Place place, int step, Ends begun) {
    String path() {
      return place.scope() + place.wiring().step(step).id();
    }
  }

  private static final Pattern ROUND = Pattern.compile("(.*)\\[(\\d{1,9})]/", Pattern.DOTALL);

  private final Map<String, List<Posting>> attempts = new LinkedHashMap<>();
  private final Map<String, Outcome<?>> outcomes;
  private final Set<String> entered = new HashSet<>();
  private final Map<String, Integer> rounds = new HashMap<>();
  private final Map<Set<Ends>, Ends> joined = new HashMap<>();
  private final Map<String, List<String>> after = new HashMap<>();
  private final List<Waybill.Line> lines = new ArrayList<>();

  private Unrolled(List<Posting> postings, Map<String, Outcome<?>> outcomes) {
    this.outcomes = outcomes;
    for (var posting : postings) {
      if (attempts.computeIfAbsent(posting.path(), path -> new ArrayList<>()).isEmpty()) {
        enter(posting.scope());
      }
      attempts.get(posting.path()).add(posting);
    }
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

  /**
   * The lines of a run, in the order they became ready.
   *
   * @param outcomes the last success of a step, by path; only those worth a note need to be there
   */
  static List<Waybill.Line> lines(
      Plan<?> plan, List<Posting> postings, Map<String, Outcome<?>> outcomes) {
    var unrolled = new Unrolled(postings, outcomes);
    var wiring = plan.wiring();
    unrolled.walk(new Place(wiring, "", 0, Ends.NONE, new Ends[wiring.slots()]));
    unrolled.addWhatIsLeft();
    unrolled.lines.sort(
        Comparator.comparingLong(Unrolled::ready).thenComparingLong(Unrolled::ended));
    return unrolled.lines;
  }

  private static long ready(Waybill.Line line) {
    return line.attempts().get(0).ready();
  }

  private static long ended(Waybill.Line line) {
    return line.attempts().get(line.attempts().size() - 1).ended();
  }

  /** Calls inside calls waited for what the call around them had waited for. */
  private void addWhatIsLeft() {
    for (var path : List.copyOf(attempts.keySet())) {
      var first = attempts.getOrDefault(path, List.of()).get(0);
      var outer = first.scope() + first.step().split("/", 2)[0];
      line(path, after.getOrDefault(outer, List.of()), Optional.empty());
    }
  }

  /** After which lines the output of a body was there. */
  private Ends walk(Place place) {
    var wiring = place.wiring();
    for (int step = 0; step < wiring.steps(); step++) {
      var at = new At(place, step, begun(place, wiring.reads(step)));
      place.values()[wiring.slotOfStep(step)] =
          wiring.step(step).match(shapes, at).seenFrom(place.depth());
    }
    var output = place.value(wiring.outputSlot());
    return output.depth < place.depth()
        ? join(new LinkedHashSet<>(List.of(output, place.begun())))
        : output;
  }

  /**
   * What a step waited for: what it reads, and the beginning of its body, unless it reads something
   * in the body that has waited for that already.
   */
  private Ends begun(Place place, int[] reads) {
    var all = new LinkedHashSet<Ends>();
    boolean inside = false;
    for (int slot : reads) {
      var value = place.value(slot);
      all.add(value);
      inside |= value.depth >= place.depth();
    }
    if (inside) {
      all.remove(place.begun());
    } else {
      all.add(place.begun());
    }
    return join(all);
  }

  /** The same things joined again are the same list, not a copy of it. */
  private Ends join(Set<Ends> all) {
    all.remove(Ends.NONE);
    if (all.size() < 2) {
      return all.isEmpty() ? Ends.NONE : all.iterator().next();
    }
    return joined.computeIfAbsent(
        all,
        ends -> {
          var paths = new LinkedHashSet<String>();
          int depth = -1;
          for (var end : ends) {
            paths.addAll(end.paths);
            depth = Math.max(depth, end.depth);
          }
          return new Ends(List.copyOf(paths), depth);
        });
  }

  private final Step.Cases<At, Ends> shapes =
      new Step.Cases<>() {
        @Override
        public Ends call(Step.Call step, At at) {
          int before = lines.size();
          return rescued(at, own(at, Optional.empty()), before, 0);
        }

        @Override
        public Ends route(Step.Route step, At at) {
          int before = lines.size();
          var choice = Optional.ofNullable(outcomes.get(at.path())).map(Outcome::value);
          var decision = choice.filter(Choice.class::isInstance).map(Choice.class::cast);
          var own = own(at, decision);
          at.place().values()[at.place().wiring().decisionSlot(at.step())] = own;
          var labels = new ArrayList<>(step.when().keySet());
          labels.add(Choice.OTHERWISE);
          int nth = chosen(at.path(), labels, decision);
          var end = nth < 0 ? own : branch(at, nth, ":" + labels.get(nth), own);
          return rescued(at, end, before, labels.size());
        }

        @Override
        public Ends sub(Step.Sub step, At at) {
          int before = lines.size();
          var end = inner(at, step.plan().wiring(), at.path() + "/", at.begun());
          return rescued(at, end, before, 0);
        }

        @Override
        public Ends each(Step.Each step, At at) {
          var all = new LinkedHashSet<Ends>();
          for (int item = 0; item < rounds.getOrDefault(at.path(), 0); item++) {
            all.add(branch(at, 0, "[" + item + "]", at.begun()));
          }
          return all.isEmpty() ? at.begun() : join(all);
        }

        @Override
        public Ends loop(Step.Loop step, At at) {
          var end = at.begun();
          for (int turn = 0; turn < rounds.getOrDefault(at.path(), 0); turn++) {
            end = branch(at, 0, "[" + turn + "]", end);
          }
          return end;
        }
      };

  /** The line of a step that does work; without one, it passes on what it waited for. */
  private Ends own(At at, Optional<Choice> decision) {
    var path = at.path();
    if (!attempts.containsKey(path)) {
      return at.begun();
    }
    after.put(path, at.begun().paths);
    line(path, at.begun().paths, decision);
    return new Ends(List.of(path), at.place().depth());
  }

  /** A label without a branch is otherwise's; without a decision, the branch that left lines. */
  private int chosen(String path, List<String> labels, Optional<Choice> decision) {
    int otherwise = labels.size() - 1;
    if (decision.isPresent()) {
      int chosen = labels.indexOf(decision.get().label());
      return chosen < 0 ? otherwise : chosen;
    }
    return firstEntered(path + ":", labels);
  }

  private int firstEntered(String prefix, List<String> labels) {
    for (int nth = 0; nth < labels.size(); nth++) {
      if (entered.contains(prefix + labels.get(nth) + "/")) {
        return nth;
      }
    }
    return -1;
  }

  /**
   * The value of a step that may have been rescued, in one of its last bodies.
   *
   * @param before how many lines there were before it
   */
  private Ends rescued(At at, Ends end, int before, int firstBody) {
    var rescue = at.place().wiring().step(at.step()).rescue();
    var labels = new ArrayList<String>();
    rescue.when().keySet().forEach(kind -> labels.add(kind.name()));
    rescue.otherwise().ifPresent(body -> labels.add(Choice.OTHERWISE));
    int nth = firstEntered(at.path() + "!", labels);
    return nth < 0 ? end : branch(at, firstBody + nth, "!" + labels.get(nth), failed(at, before));
  }

  /**
   * Of the lines that a step made, the failed one that ended last: it is the one that was rescued.
   */
  private Ends failed(At at, int before) {
    return lines.subList(before, lines.size()).stream()
        .filter(line -> last(line.attempts()).fate() == Posting.Fate.FAILED)
        .max(Comparator.comparingLong(Unrolled::ended))
        .map(line -> new Ends(List.of(line.path()), at.place().depth()))
        .orElse(at.begun());
  }

  private Ends branch(At at, int nth, String mark, Ends begun) {
    return inner(at, at.place().wiring().body(at.step(), nth), at.path() + mark + "/", begun);
  }

  /** Walks a body; what it is given was there when it began. */
  private Ends inner(At at, Wiring wiring, String scope, Ends begun) {
    var values = new Ends[wiring.slots()];
    for (int slot = 0; slot < wiring.inputs(); slot++) {
      values[slot] = slot < wiring.given() ? begun : at.place().value(wiring.capturedFrom(slot));
    }
    int around = at.place().depth();
    return walk(new Place(wiring, scope, around + 1, begun, values)).seenFrom(around);
  }

  private void line(String path, List<String> waitedFor, Optional<Choice> decision) {
    var made = new ArrayList<>(attempts.getOrDefault(path, List.of()));
    attempts.remove(path);
    made.sort(Comparator.comparingLong(Posting::ended).thenComparingInt(Posting::attempt));
    var outcome = Optional.<Outcome<?>>ofNullable(outcomes.get(path));
    var kind =
        last(made).fate() == Posting.Fate.USED
            ? outcome.<Outcome.Kind>map(Outcome::kind).or(() -> Optional.of(Outcome.Kind.COMPUTED))
            : Optional.<Outcome.Kind>empty();
    var sources = outcome.map(Outcome::sources).orElse(List.of());
    lines.add(new Waybill.Line(path, waitedFor, made, decision, kind, sources));
  }

  private static Posting last(List<Posting> attempts) {
    return attempts.get(attempts.size() - 1);
  }
}
