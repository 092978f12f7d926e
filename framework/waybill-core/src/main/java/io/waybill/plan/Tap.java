package io.waybill.plan;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Privacy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One way in which the answer of a call is cut while it is being given.
 *
 * @param readers which steps beside it go through the pieces
 */
public record Tap(Split split, List<Integer> readers) {
  public Tap {
    readers = List.copyOf(readers);
  }

  /**
   * Those of each call among these steps, by its id. There is none for work that clears private
   * data, since only its answer is promised to be clear; nor for a step that does something in the
   * world, since what was said may yet be taken back.
   */
  static Map<String, List<Tap>> of(List<Step> steps) {
    var calls = new HashMap<String, Map<Split, List<Integer>>>();
    var consequences = new Consequences();
    for (int i = 0; i < steps.size(); i++) {
      if (steps.get(i) instanceof Step.Each each
          && each.input() instanceof Pieces pieces
          && pieces.text().path().isEmpty()
          && consequences.in(each.body()).isEmpty()) {
        calls
            .computeIfAbsent(pieces.text().id(), id -> new LinkedHashMap<>())
            .computeIfAbsent(pieces.split(), split -> new ArrayList<>())
            .add(i);
      }
    }
    var taps = new HashMap<String, List<Tap>>();
    calls.forEach((id, splits) -> taps.put(id, of(splits)));
    return taps;
  }

  private static List<Tap> of(Map<Split, List<Integer>> splits) {
    return splits.entrySet().stream()
        .map(split -> new Tap(split.getKey(), split.getValue()))
        .toList();
  }

  /** Whether what a step says while it answers may be gone through. */
  static boolean may(Step producer) {
    return producer instanceof Step.Call call
        && works(call).noneMatch(info -> info.safety().privacy() == Privacy.CLEARED);
  }

  private static Stream<WorkInfo> works(Step.Working step) {
    var others = step.policy().instead().stream().filter(Rung.Ask.class::isInstance);
    return Stream.concat(
            Stream.<Work<?, ?>>of(step.work()), others.map(rung -> ((Rung.Ask) rung).work()))
        .map(Work::info);
  }
}
