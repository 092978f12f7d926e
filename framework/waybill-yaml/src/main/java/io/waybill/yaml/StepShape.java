package io.waybill.yaml;

import java.util.List;
import java.util.Optional;

/**
 * A step as it was written: its form is right, its names may not be.
 *
 * @param onError labels are kinds of failure, or otherwise
 * @param sound whether nothing was wrong with it so far
 */
record StepShape(
    Name id,
    Verb verb,
    Optional<Name> condition,
    List<Name> needs,
    PolicyShape policy,
    List<Verb.Branch> onError,
    boolean sound) {}
