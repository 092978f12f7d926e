package io.waybill.run;

import static java.util.Collections.nCopies;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.plan.Wiring;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What ran, as lines that know which others they waited for: the plan is walked again, along what
 * was recorded. Only nesting makes it recurse.
 */
final class Unrolled {
  /**
   * A body on its way.
   *
   * @param begun what it waited for
   * @param values by slot, when they were there
   */
  private record Walk(Wiring wiring, String scope, int depth, Ends begun, List<Ends> values) {
    Walk(Wiring wiring, String scope, int depth, Ends begun) {
      this(wiring, scope, depth, begun, new ArrayList<>(nCopies(wiring.slots(), Ends.NONE)));
    }
  }

  /** A step in a body, and what it waited for. */
  private record At(Walk walk, Wiring.Node node, Ends begun) {
    String path() {
      return walk.scope() + node.step().id();
    }
  }

  private final Records records;
  private final Map<Set<Ends>, Ends> joined = new HashMap<>();
  private final List<Waybill.Line> lines = new ArrayList<>();
  private final List<Waybill.Group> groups = new ArrayList<>();

  /** The lines whose answers were handed on in pieces. */
  private final Map<String, Waybill.Line> handing = new HashMap<>();

  private Unrolled(Records records) {
    this.records = records;
  }

  /** What left those postings; of the last outcomes by path, those worth a note do. */
  static Unrolled of(Plan<?> plan, List<Posting> postings, Map<String, Outcome<?>> outcomes) {
    var unrolled = new Unrolled(new Records(postings, outcomes));
    unrolled.walk(new Walk(plan.wiring(), "", 0, Ends.NONE));
    unrolled.addWhatIsLeft();
    unrolled.lines.sort(
        Comparator.comparingLong((Waybill.Line line) -> line.attempts().get(0).ready())
            .thenComparingLong(line -> line.last().ended()));
    return unrolled;
  }

  /** In the order they became ready. */
  List<Waybill.Line> lines() {
    return lines;
  }

  /** In the order they are written. */
  List<Waybill.Group> groups() {
    return groups;
  }

  /** Calls inside calls waited for what the call around them had waited for. */
  private void addWhatIsLeft() {
    var left = records.left();
    var after = new HashMap<String, List<String>>();
    if (!left.isEmpty()) {
      lines.forEach(line -> after.put(line.path(), line.after()));
    }
    for (var inner : left) {
      var outer = inner.scope() + inner.step().split("/", 2)[0];
      line(inner.path(), after.getOrDefault(outer, List.of()), Optional.empty());
    }
  }

  /** Walks a body of a step; what it is given was there when it began. */
  private Ends walk(At at, Wiring wiring, String scope, Ends begun) {
    int around = at.walk.depth;
    var walk = new Walk(wiring, scope, around + 1, begun);
    for (int slot = 0; slot < wiring.inputs(); slot++) {
      boolean given = slot < wiring.given();
      walk.values.set(slot, given ? begun : at.walk.values.get(wiring.capturedFrom(slot)));
    }
    return walk(walk).seenFrom(around);
  }

  private Ends walk(Walk walk) {
    for (int step = 0; step < walk.wiring.steps(); step++) {
      var node = walk.wiring.node(step);
      var at = new At(walk, node, begun(walk, node));
      walk.values.set(node.slot(), node.step().match(shapes, at).seenFrom(walk.depth));
    }
    var output = walk.values.get(walk.wiring.outputSlot());
    return output.depth < walk.depth ? join(Stream.of(output, walk.begun)) : output;
  }

  /**
   * What a step waited for: what it reads, and the beginning of its body, unless it reads something
   * in the body that has waited for that already.
   */
  private Ends begun(Walk walk, Wiring.Node node) {
    if (node.reads().length == 1) {
      var read = walk.values.get(node.reads()[0]);
      if (read.depth == walk.depth || walk.begun.paths.isEmpty() || read.equals(walk.begun)) {
        return read.paths.isEmpty() ? Ends.NONE : read;
      }
    }
    var reads = new LinkedHashSet<Ends>();
    for (int slot : node.reads()) {
      reads.add(walk.values.get(slot));
    }
    if (reads.stream().anyMatch(read -> read.depth == walk.depth)) {
      return join(reads.stream().filter(read -> !read.equals(walk.begun)));
    }
    return join(Stream.concat(reads.stream(), Stream.of(walk.begun)));
  }

  /** The same things joined again are the same list, not a copy of it. */
  private Ends join(Stream<Ends> ends) {
    var all = new LinkedHashSet<Ends>();
    ends.filter(end -> !end.paths.isEmpty()).forEach(all::add);
    all.removeIf(end -> end.saidBy(all));
    if (all.size() < 2) {
      return all.isEmpty() ? Ends.NONE : all.iterator().next();
    }
    return joined.computeIfAbsent(all, Ends::of);
  }

  private final Step.Cases<At, Ends> shapes =
      new Step.Cases<>() {
        @Override
        public Ends call(Step.Call step, At at) {
          return rescued(at, lines.size(), own(at, Optional.empty()));
        }

        @Override
        public Ends route(Step.Route step, At at) {
          int before = lines.size();
          var decision = records.noted(at.path(), Choice.class);
          var own = own(at, decision);
          at.walk.values.set(at.node.decisionSlot(), own);
          var branch = branch(step, at, decision);
          branch.ifPresent(
              chosen -> group(at, Shape.ROUTE, chosen.mark(), chosen.mark().substring(1)));
          var end = branch.map(chosen -> marked(at, chosen, own)).orElse(own);
          return rescued(at, before, end);
        }

        @Override
        public Ends sub(Step.Sub step, At at) {
          group(at, Shape.SUB, "", step.plan().name());
          return rescued(at, lines.size(), marked(at, at.node.body(), at.begun));
        }

        @Override
        public Ends each(Step.Each step, At at) {
          group(at, Shape.EACH, "[0]", "");
          var results = new LinkedHashSet<Ends>();
          var running = new PriorityQueue<Ends>(Comparator.comparingLong(end -> end.at));
          var handed = Handed.of(step, at.path(), at.begun, handing, records);
          handed.ifPresent(pieces -> results.add(at.begun));
          for (int item = 0; item < records.rounds(at.path()); item++) {
            // one too many at once waits for the first of the others to end
            var turn = running.size() < step.atMost() ? at.begun : running.remove();
            var begun = handed.isEmpty() ? turn : join(handed.get().begun(item, turn));
            var end = walk(at, at.node.body(), at.path() + "[" + item + "]/", begun);
            running.add(end);
            results.add(end);
          }
          return results.isEmpty() ? at.begun : join(results.stream());
        }

        @Override
        public Ends loop(Step.Loop step, At at) {
          group(at, Shape.LOOP, "[0]", "");
          var end = at.begun;
          for (int turn = 0; turn < records.rounds(at.path()); turn++) {
            end = walk(at, at.node.body(), at.path() + "[" + turn + "]/", end);
          }
          return end;
        }

        @Override
        public Ends race(Step.Race step, At at) {
          int before = lines.size();
          var won = records.noted(at.path(), Won.class);
          raced(step, at, won.map(Won::runner).orElse(""));
          var awaited = new LinkedHashSet<Ends>();
          for (var label : step.runners().keySet()) {
            var runner = at.node.branch(label);
            var end = marked(at, runner, at.begun);
            if (won.isEmpty() || won.get().by().contains(label)) {
              awaited.add(end);
            }
          }
          return rescued(at, before, join(awaited.stream()));
        }
      };

  /** One group for all runners. */
  private void raced(Step.Race step, At at, String winner) {
    step.runners().keySet().stream()
        .filter(label -> records.entered(at.path() + at.node.branch(label).mark() + "/"))
        .findFirst()
        .ifPresent(label -> groups.add(new Waybill.Group(at.path(), Shape.RACE, winner)));
  }

  private void group(At at, Shape shape, String mark, String name) {
    if (records.entered(at.path() + mark + "/")) {
      groups.add(new Waybill.Group(at.path(), shape, name));
    }
  }

  private Ends marked(At at, Wiring body, Ends begun) {
    return walk(at, body, at.path() + body.mark() + "/", begun);
  }

  /** The branch that was chosen; where that is not known, the one that left lines. */
  private Optional<Wiring> branch(Step.Route step, At at, Optional<Choice> decision) {
    return decision
        .map(choice -> at.node.branch(choice.label()))
        .or(
            () ->
                Stream.concat(step.when().keySet().stream(), Stream.of(Choice.OTHERWISE))
                    .map(at.node::branch)
                    .filter(branch -> records.entered(at.path() + branch.mark() + "/"))
                    .findFirst());
  }

  /**
   * The value of a step that may have been rescued.
   *
   * @param before how many lines there were before it
   */
  private Ends rescued(At at, int before, Ends end) {
    if (at.node.step().rescue().bodies().isEmpty()) {
      return end;
    }
    return Stream.of(ErrorKind.values())
        .map(at.node::rescue)
        .filter(Objects::nonNull)
        .filter(rescue -> records.entered(at.path() + rescue.mark() + "/"))
        .findFirst()
        .map(
            rescue -> {
              group(at, Shape.RESCUE, rescue.mark(), rescue.mark().substring(1));
              return marked(at, rescue, failed(at, before));
            })
        .orElse(end);
  }

  /** The line that a step was rescued from: of its failed ones, the last to end. */
  private Ends failed(At at, int before) {
    return lines.subList(before, lines.size()).stream()
        .filter(line -> line.last().fate() != Posting.Fate.CANCELLED)
        .max(
            Comparator.comparing((Waybill.Line line) -> line.last().fate())
                .thenComparingLong(line -> line.last().ended()))
        .map(line -> new Ends(List.of(line.path()), at.walk.depth, line.last().ended()))
        .orElse(at.begun);
  }

  /** The line of a step that does work; without one, it passes on what it waited for. */
  private Ends own(At at, Optional<Choice> decision) {
    if (!records.has(at.path())) {
      return at.begun;
    }
    long ended = line(at.path(), at.begun.paths, decision);
    return at.begun.before(at.path(), at.walk.depth, ended);
  }

  private long line(String path, List<String> waitedFor, Optional<Choice> decision) {
    var line = records.line(path, waitedFor, decision);
    lines.add(line);
    if (!line.pieces().isEmpty()) {
      handing.put(path, line);
    }
    return line.last().ended();
  }
}
