package io.waybill.yaml;

import java.util.List;
import java.util.Optional;

/**
 * The steps of a branch, an item, a turn or a rescue, as they were written.
 *
 * @param output empty if there is but one step, whose value it is
 */
record BodyShape(Name name, List<StepShape> steps, Optional<Name> output) {}
