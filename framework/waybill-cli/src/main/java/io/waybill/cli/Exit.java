package io.waybill.cli;

/** How the command ends, as scripts see it; {@code docs/guide/cli.md} lists them. */
final class Exit {
  /** Everything went well. */
  static final int OK = 0;

  /** At least one run failed, or a line of the input could not be read. */
  static final int RUNS_FAILED = 1;

  /** What an estimate was held against is not met. */
  static final int NOT_MET = 1;

  /** The workflow or the command line is wrong; nothing ran. */
  static final int WRONG = 2;

  /** Something could not be read or written. */
  static final int TROUBLE = 3;

  /** Waybill itself is at fault. */
  static final int BUG = 70;

  /** Somebody pressed Ctrl-C. */
  static final int CANCELLED = 130;

  private Exit() {}
}
