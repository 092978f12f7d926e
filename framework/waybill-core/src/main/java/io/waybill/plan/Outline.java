package io.waybill.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A plan as a graph that a run can be laid over: what it came to, and what it might have. A plain
 * value, without the work itself; of plans that run plans that run plans, the first few thousand
 * steps.
 *
 * @param nodes each after what it waits for, and after what it is within
 */
public record Outline(List<Node> nodes) {
  public static final Outline NONE = new Outline(List.of());

  private static final int MOST = 4000;
  private static final Pattern NUMBER = Pattern.compile("\\[\\d+]|#\\d+");

  /** What a node is. */
  public enum Kind {
    CALL,
    ROUTE,
    SUB,
    EACH,
    LOOP,
    RACE
  }

  /**
   * One step.
   *
   * @param path as waybills have it, without the numbers of items and turns: {@code
   *     intent:billing/answer}, {@code reviews/grade}
   * @param within the path of the step whose body it is in; empty at the top
   * @param branch what that body is for: {@code billing}, {@code !otherwise} of a rescue; empty
   *     where it is the only one
   * @param who does it, as receipts show it; empty if it does no work itself
   * @param after the paths of the steps whose values it reads
   */
  public record Node(
      String path, String within, String branch, Kind kind, String who, List<String> after) {
    public Node {
      after = List.copyOf(after);
    }

    /** The step's id. */
    public String id() {
      return path.substring(path.lastIndexOf('/') + 1);
    }
  }

  public Outline {
    nodes = List.copyOf(nodes);
  }

  /**
   * The path of a node from one that numbers items, turns and calls: {@code reviews[3]/grade} →
   * {@code reviews/grade}.
   */
  public static String path(String numbered) {
    return numbered.indexOf('[') < 0 && numbered.indexOf('#') < 0
        ? numbered
        : NUMBER.matcher(numbered).replaceAll("");
  }

  static Outline of(Wiring wiring) {
    var drawn = new Drawn();
    drawn.draw(wiring, "", "", new ArrayList<>(Collections.nCopies(wiring.slots(), Set.of())));
    return new Outline(drawn.nodes);
  }

  /** The nodes so far. */
  private static final class Drawn implements Step.Cases<Wiring.Node, Kind> {
    private final List<Node> nodes = new ArrayList<>();

    /**
     * Draws a body.
     *
     * @param values by slot, the steps that the value is of
     */
    private void draw(Wiring body, String scope, String within, List<Set<String>> values) {
      var branch = body.mark().startsWith(":") ? body.mark().substring(1) : body.mark();
      for (int step = 0; step < body.steps() && nodes.size() < MOST; step++) {
        var node = body.node(step);
        var path = scope + node.step().id();
        var after = new LinkedHashSet<String>();
        for (int slot : node.reads()) {
          after.addAll(values.get(slot));
        }
        values.set(node.slot(), Set.of(path));
        if (node.decisionSlot() >= 0) {
          values.set(node.decisionSlot(), Set.of(path));
        }
        var kind = node.step().match(this, node);
        var who = node.step() instanceof Step.Working ? node.info().display() : "";
        nodes.add(new Node(path, within, branch, kind, who, List.copyOf(after)));
        node.bodies.forEach(inner -> draw(inner, path, values));
      }
    }

    private void draw(Wiring inner, String around, List<Set<String>> values) {
      var own = new ArrayList<Set<String>>(Collections.nCopies(inner.slots(), Set.of()));
      for (int slot = inner.given(); slot < inner.inputs(); slot++) {
        own.set(slot, values.get(inner.capturedFrom(slot)));
      }
      draw(inner, around + inner.mark() + "/", around, own);
    }

    @Override
    public Kind call(Step.Call step, Wiring.Node node) {
      return Kind.CALL;
    }

    @Override
    public Kind route(Step.Route step, Wiring.Node node) {
      return Kind.ROUTE;
    }

    @Override
    public Kind sub(Step.Sub step, Wiring.Node node) {
      return Kind.SUB;
    }

    @Override
    public Kind each(Step.Each step, Wiring.Node node) {
      return Kind.EACH;
    }

    @Override
    public Kind loop(Step.Loop step, Wiring.Node node) {
      return Kind.LOOP;
    }

    @Override
    public Kind race(Step.Race step, Wiring.Node node) {
      return Kind.RACE;
    }
  }
}
