package io.waybill.testkit;

import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;

/**
 * One attempt that a plan means to be made.
 *
 * @param path the step's place in the run
 * @param attempt 1 for the first
 * @param work what is asked
 * @param usage what it says it used, whichever way it ended
 */
public record Made(String path, int attempt, WorkInfo work, Usage usage) {}
