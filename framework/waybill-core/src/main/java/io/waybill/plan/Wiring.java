package io.waybill.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The data edges of a plan or body as numbers, so that running it looks nothing up. Slots hold
 * values: first what it is given, then what it captures, then one per step, then one per decision.
 * A step waits for the slots its input reads; what its bodies capture, it does not wait for.
 */
public final class Wiring {
  private final Map<String, Integer> slots = new HashMap<>();
  private final Step[] steps;
  private final int given;
  private final int firstStep;
  private final Ref<?> output;
  private final int outputSlot;
  private final int[] capturedFrom;
  private final int[] decisions;
  private final int[][] reads;
  private final int[][] dependents;
  private final int[] waits;
  private final int[] roots;
  private final Wiring[][] bodies;

  Wiring(Body body, @Nullable Wiring around) {
    steps = Order.of(body.steps()).toArray(Step[]::new);
    body.given().forEach(ref -> slots.put(ref.id(), slots.size()));
    given = slots.size();
    var captures = List.copyOf(body.captures());
    captures.forEach(id -> slots.put(id, slots.size()));
    capturedFrom =
        captures.stream()
            .mapToInt(id -> around == null ? -1 : around.slots.getOrDefault(id, -1))
            .toArray();
    firstStep = slots.size();
    for (var step : steps) {
      slots.put(step.id(), slots.size());
    }
    decisions = new int[steps.length];
    for (int i = 0; i < steps.length; i++) {
      decisions[i] = steps[i].defines().size() > 1 ? slots.size() : -1;
      steps[i].defines().stream().skip(1).forEach(id -> slots.put(id, slots.size()));
    }
    output = body.output();
    outputSlot = slotOf(output);
    reads = new int[steps.length][];
    waits = new int[steps.length];
    bodies = new Wiring[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      reads[i] = steps[i].input().refs().stream().mapToInt(this::slotOf).toArray();
      waits[i] = (int) IntStream.of(reads[i]).distinct().count();
      bodies[i] =
          steps[i].bodies().stream().map(inner -> new Wiring(inner, this)).toArray(Wiring[]::new);
    }
    roots = IntStream.range(0, waits.length).filter(step -> waits[step] == 0).toArray();
    dependents = dependents();
  }

  private int slotOf(Ref<?> ref) {
    var slot = slots.get(ref.id());
    if (slot == null) {
      throw new IllegalStateException(
          "'%s' has no slot; a checked plan has one for every ref".formatted(ref.id()));
    }
    return slot;
  }

  private int[][] dependents() {
    var bySlot = new ArrayList<List<Integer>>();
    for (int slot = 0; slot < slots.size(); slot++) {
      bySlot.add(List.of());
    }
    for (int step = 0; step < reads.length; step++) {
      for (int slot : IntStream.of(reads[step]).distinct().toArray()) {
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

  public int slots() {
    return dependents.length;
  }

  /** How many values come from outside: those it is given, then those it captures. */
  public int inputs() {
    return firstStep;
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

  /** The slot of that id, or -1. */
  public int slot(String id) {
    return slots.getOrDefault(id, -1);
  }

  /** The slot that holds the value the output is, or is a part of. */
  public int outputSlot() {
    return outputSlot;
  }

  public Object output(Object value) {
    return output.pick(value);
  }

  public int steps() {
    return steps.length;
  }

  public Step step(int step) {
    return steps[step];
  }

  public int slotOfStep(int step) {
    return firstStep + step;
  }

  /** The slot of a route's decision, or -1. */
  public int decisionSlot(int step) {
    return decisions[step];
  }

  /** The wiring of a step's n-th body, in the order of {@link Step#bodies()}. */
  public Wiring body(int step, int nth) {
    return bodies[step][nth];
  }

  /** A fresh countdown: how many slots each step still waits for. */
  public int[] waits() {
    return waits.clone();
  }

  /** The steps that wait for nothing. */
  public int[] roots() {
    return roots.length == 0 ? roots : roots.clone();
  }

  public int dependents(int slot) {
    return dependents[slot].length;
  }

  public int dependent(int slot, int nth) {
    return dependents[slot][nth];
  }

  /** The slots a step's input is made from, in the order of its refs. */
  public int[] reads(int step) {
    return reads[step].clone();
  }

  /** The input of a step, from the values of all slots. */
  public Object gather(int step, @Nullable Object[] values) {
    var read = reads[step];
    var gathered = new Object[read.length];
    for (int i = 0; i < gathered.length; i++) {
      gathered[i] = java.util.Objects.requireNonNull(values[read[i]]);
    }
    return steps[step].input().from(gathered, 0);
  }
}
