package io.waybill.plan;

import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The data edges of a plan or body as numbers, so that running it looks nothing up. Slots hold
 * values: first what it is given, then what it captures, then one per step, then one per decision.
 * A step waits for the slots its input reads; what its bodies capture, it does not wait for. What
 * it hands out is shared: engines read it and write nowhere.
 */
public final class Wiring {
  private final String mark;
  private final int given;
  private final int[] capturedFrom;
  private final Node[] nodes;
  private final Ref<?> output;
  private final int outputSlot;
  private final int[][] dependents;
  private final int[] waits;
  private final int[] roots;

  Wiring(Body body, String mark, Map<String, Integer> around) {
    this.mark = mark;
    var slots = new HashMap<String, Integer>();
    body.given().forEach(ref -> slots.put(ref.id(), slots.size()));
    given = slots.size();
    var captures = List.copyOf(body.captures());
    captures.forEach(id -> slots.put(id, slots.size()));
    capturedFrom = captures.stream().mapToInt(id -> slotOf(id, around)).toArray();
    var steps = Order.of(body.steps());
    steps.forEach(step -> slots.put(step.id(), slots.size()));
    steps.forEach(
        step -> step.defines().stream().skip(1).forEach(id -> slots.put(id, slots.size())));
    var taps = Tap.of(steps);
    nodes = steps.stream().map(step -> new Node(step, slots, taps)).toArray(Node[]::new);
    output = body.output();
    outputSlot = slotOf(output.id(), slots);
    dependents = readersOf(slots.size());
    waits = Stream.of(nodes).mapToInt(Node::waits).toArray();
    roots = IntStream.range(0, waits.length).filter(step -> waits[step] == 0).toArray();
  }

  private static int slotOf(String id, Map<String, Integer> slots) {
    return Objects.requireNonNull(
        slots.get(id), () -> "a checked plan has a slot for '" + id + "'");
  }

  private int[][] readersOf(int slots) {
    var bySlot = new ArrayList<List<Integer>>();
    for (int slot = 0; slot < slots; slot++) {
      bySlot.add(List.of());
    }
    for (int step = 0; step < nodes.length; step++) {
      for (int slot : IntStream.of(nodes[step].reads).distinct().toArray()) {
        if (bySlot.get(slot).isEmpty()) {
          bySlot.set(slot, new ArrayList<>());
        }
        bySlot.get(slot).add(step);
      }
    }
    return bySlot.stream()
        .map(readers -> readers.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  /**
   * What its scope is marked with: {@code :billing}, {@code !REFUSED}; empty where an index or
   * nothing marks it.
   */
  public String mark() {
    return mark;
  }

  public int slots() {
    return dependents.length;
  }

  /** How many values come from outside: those it is given, then those it captures. */
  public int inputs() {
    return given + capturedFrom.length;
  }

  /** How many of the inputs the step around hands in. */
  public int given() {
    return given;
  }

  /**
   * The slot around it that a captured input, a slot in {@code given() … inputs() − 1}, is taken
   * from.
   */
  public int capturedFrom(int slot) {
    return capturedFrom[slot - given];
  }

  /** The slot that holds the value the output is, or is a part of. */
  public int outputSlot() {
    return outputSlot;
  }

  /** The output, from the value in its slot. */
  public Object output(Object value) {
    return output.pick(value);
  }

  public int steps() {
    return nodes.length;
  }

  public Node node(int step) {
    return nodes[step];
  }

  /** How many slots each step waits for. */
  public int[] waits() {
    return waits;
  }

  /** The steps that wait for nothing. */
  public int[] roots() {
    return roots;
  }

  /** The steps that wait for a slot. */
  public int[] dependents(int slot) {
    return dependents[slot];
  }

  /** Whether there is nothing to protect about such work, or to pay for it. */
  public static boolean free(WorkInfo work) {
    return work.safety().effects() == WorkInfo.Effects.PURE
        && work.safety().location() == WorkInfo.Location.LOCAL
        && work.pool().isEmpty();
  }

  /** One step, wired. */
  public static final class Node {
    private final Step step;
    private final int slot;
    private final int decisionSlot;
    private final int[] reads;
    final List<Wiring> bodies;
    private final boolean free;
    private final boolean keepsParts;
    private final @Nullable Work<?, ?> work;
    private final @Nullable WorkInfo info;
    private final List<Tap> taps;
    private final Map<String, Wiring> branches;
    private final Map<String, Wiring> rescues;

    private Node(Step step, Map<String, Integer> slots, Map<String, List<Tap>> beside) {
      this.step = step;
      slot = slotOf(step.id(), slots);
      decisionSlot =
          step.defines().stream().skip(1).mapToInt(id -> slotOf(id, slots)).findFirst().orElse(-1);
      reads = step.input().refs().stream().mapToInt(ref -> slotOf(ref.id(), slots)).toArray();
      bodies = step.match(Bodies.WIRED, slots);
      branches = marked(":");
      rescues = marked("!");
      free =
          step instanceof Step.Working working
              && working.policy().equals(Policy.NONE)
              && Wiring.free(working.work().info());
      work = step instanceof Step.Working working ? working.work() : null;
      info = work == null ? null : work.info();
      keepsParts =
          step instanceof Step.Working working
              && working.policy().instead().stream().anyMatch(Rung.Partial.class::isInstance);
      taps = Tap.may(step) ? beside.getOrDefault(step.id(), List.of()) : List.of();
    }

    /** Its bodies that are marked so, by what stands after the mark. */
    private Map<String, Wiring> marked(String by) {
      return bodies.stream()
          .filter(body -> body.mark.startsWith(by))
          .collect(Collectors.toMap(body -> body.mark.substring(1), body -> body));
    }

    public Step step() {
      return step;
    }

    public int slot() {
      return slot;
    }

    /** What it does, if it does any work itself. */
    public Work<?, ?> work() {
      return Objects.requireNonNull(work);
    }

    /** What there is to know about that. */
    public WorkInfo info() {
      return Objects.requireNonNull(info);
    }

    /** Whether there is nothing about its work to protect, or to pay. */
    public boolean free() {
      return free;
    }

    /** Whether it may have to make do with part of an answer. */
    public boolean keepsParts() {
      return keepsParts;
    }

    /** How its answer is cut while it is being given, for those that go through the pieces. */
    public List<Tap> taps() {
      return taps;
    }

    /** The slot of a route's decision, or -1. */
    public int decisionSlot() {
      return decisionSlot;
    }

    /** The slots its input is made from, in the order of its refs. */
    public int[] reads() {
      return reads;
    }

    private int waits() {
      return (int) IntStream.of(reads).distinct().count();
    }

    /** Its input, from the values of all slots. */
    public Object gather(@Nullable Object[] values) {
      if (step.input() instanceof Ref<?> ref) {
        return ref.pick(Objects.requireNonNull(values[reads[0]]));
      }
      var gathered = new Object[reads.length];
      for (int i = 0; i < gathered.length; i++) {
        gathered[i] = Objects.requireNonNull(values[reads[i]]);
      }
      return step.input().from(gathered, 0);
    }

    /** The body of an each or a loop, or the plan of a sub. */
    public Wiring body() {
      return bodies.get(0);
    }

    /** The branch of a route for a label, its otherwise if it has none; a runner of a race. */
    public Wiring branch(String label) {
      var branch = branches.get(label);
      return branch != null ? branch : Objects.requireNonNull(branches.get(Choice.OTHERWISE));
    }

    /** The rescue for a kind of failure, if it has one; nobody is rescued from a cancel. */
    public @Nullable Wiring rescue(ErrorKind kind) {
      if (kind == ErrorKind.CANCELLED) {
        return null;
      }
      var rescue = rescues.get(kind.name());
      return rescue != null ? rescue : rescues.get("otherwise");
    }
  }
}
