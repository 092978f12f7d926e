package io.waybill.run;

import java.util.Map;

/**
 * How one run differs from others of the same plan.
 *
 * @param id of the run; empty for a new one
 * @param caller who asked: tenant, user; given to every call
 * @param followed whether {@link Run#events()} will be asked for; a run that nobody follows builds
 *     no events
 */
public record RunOptions(String id, Map<String, String> caller, boolean followed) {
  public static final RunOptions DEFAULT = new RunOptions("", Map.of(), true);
  public static final RunOptions UNFOLLOWED = new RunOptions("", Map.of(), false);

  public RunOptions {
    caller = Map.copyOf(caller);
  }

  public RunOptions withId(String id) {
    return new RunOptions(id, caller, followed);
  }

  public RunOptions withCaller(Map<String, String> caller) {
    return new RunOptions(id, caller, followed);
  }
}
