package io.waybill.work;

import java.util.Optional;

/** What a run may still spend. */
@FunctionalInterface
public interface Purse {
  /** Nobody set a limit. */
  Purse UNLIMITED = Optional::empty;

  /** What is left; empty if there is no limit. */
  Optional<Money> remaining();
}
