package io.waybill.yaml;

import io.waybill.plan.Budget;
import io.waybill.plan.Input;
import java.util.List;
import java.util.Optional;

/**
 * A plan as it was written.
 *
 * @param name its name and where that stands
 * @param output empty if that is missing, which has been noted
 * @param sound whether nothing was wrong with what is not a step
 */
record PlanShape(
    Name name,
    List<Input> inputs,
    Budget budget,
    List<StepShape> steps,
    Optional<Name> output,
    boolean sound) {}
