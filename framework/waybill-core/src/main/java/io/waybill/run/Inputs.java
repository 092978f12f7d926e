package io.waybill.run;

import io.waybill.plan.DidYouMean;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The inputs of a run, in the order of the plan's. */
final class Inputs {
  private Inputs() {}

  static Object[] of(Plan<?> plan, Map<String, ?> given) {
    var declared = plan.inputs();
    var values = new Object[declared.size()];
    boolean fit = given.size() <= values.length;
    for (int i = 0; i < values.length; i++) {
      values[i] = given.get(declared.get(i).id());
      fit &= declared.get(i).type().isInstance(values[i]);
    }
    if (!fit) {
      refuse(plan, given);
    }
    return values;
  }

  private static void refuse(Plan<?> plan, Map<String, ?> given) {
    var problems = new ArrayList<String>();
    for (var input : plan.inputs()) {
      var value = given.get(input.id());
      if (value == null) {
        problems.add(
            "input '%s', a %s, is missing".formatted(input.id(), input.type().getSimpleName()));
      } else if (!input.type().isInstance(value)) {
        problems.add(
            "input '%s' is a %s, not a %s"
                .formatted(
                    input.id(), input.type().getSimpleName(), value.getClass().getSimpleName()));
      }
    }
    unknown(given, plan.inputs(), problems);
    throw new IllegalArgumentException(
        "plan '%s' cannot start: %s".formatted(plan.name(), String.join("; ", problems)));
  }

  private static void unknown(Map<String, ?> given, List<Input> declared, List<String> problems) {
    var known = declared.stream().map(Input::id).toList();
    given.keySet().stream()
        .filter(id -> !known.contains(id))
        .forEach(
            id -> problems.add("it takes no '%s'. %s".formatted(id, DidYouMean.among(id, known))));
  }
}
