package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Work;

/** Puts together what decides at a step that routes: asked for every one, tried with or not. */
@FunctionalInterface
public interface Trials {
  /** What decides there. */
  Work<?, Choice> of(Trial trial);
}
