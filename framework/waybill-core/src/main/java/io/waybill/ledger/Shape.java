package io.waybill.ledger;

/** How the lines under a step hang together. */
public enum Shape {
  /** The branch that was chosen. */
  ROUTE,
  /** The steps of a plan in the plan. */
  SUB,
  /** The same steps for every item. */
  EACH,
  /** The same steps turn by turn. */
  LOOP,
  /** Branches that ran at once, for one value. */
  RACE,
  /** What was done instead, after a failure. */
  RESCUE
}
