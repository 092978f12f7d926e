package io.waybill.protect;

import io.waybill.work.Quota;

/** What a call takes of what a provider counts. */
record Need(long requests, long input, long output) {
  static final Need NOTHING = new Need(0, 0, 0);

  long of(Quota.Unit unit) {
    return switch (unit) {
      case REQUESTS -> requests;
      case TOKENS -> input + output;
      case INPUT_TOKENS -> input;
      case OUTPUT_TOKENS -> output;
    };
  }
}
