package io.waybill.run;

import io.waybill.plan.Budget;
import java.util.Map;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * How one run differs from others of the same plan.
 *
 * @param id of the run; empty for a new one
 * @param caller who asked: tenant, user; given to every call
 * @param followed whether {@link Run#events()} will be asked for; a run that nobody follows builds
 *     no events
 * @param context what Reactor carries to every call
 * @param budget what it may take, within what its plan may
 */
public record RunOptions(
    String id, Map<String, String> caller, boolean followed, ContextView context, Budget budget) {
  public static final RunOptions DEFAULT =
      new RunOptions("", Map.of(), true, Context.empty(), Budget.NONE);
  public static final RunOptions UNFOLLOWED =
      new RunOptions("", Map.of(), false, Context.empty(), Budget.NONE);

  public RunOptions {
    caller = Map.copyOf(caller);
  }

  public RunOptions withId(String id) {
    return new RunOptions(id, caller, followed, context, budget);
  }

  public RunOptions withCaller(Map<String, String> caller) {
    return new RunOptions(id, caller, followed, context, budget);
  }

  public RunOptions withContext(ContextView context) {
    return new RunOptions(id, caller, followed, context, budget);
  }

  public RunOptions withBudget(Budget budget) {
    return new RunOptions(id, caller, followed, context, budget);
  }
}
