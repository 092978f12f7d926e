package io.waybill.cli;

import java.util.Map;

/** One input: what a run is started with, or why there is no run. */
sealed interface Item {
  /** Where it stands in its file, from 1. */
  long line();

  /** What its author calls it; {@code line 37} if nothing. */
  String id();

  /**
   * An input that a run can be started with.
   *
   * @param inputs by name
   * @param expect a route's id → the label it should choose
   */
  record Ready(long line, String id, Map<String, Object> inputs, Map<String, String> expect)
      implements Item {}

  /** One that cannot, and why not. */
  record Refused(long line, String id, String why) implements Item {}
}
