package io.waybill.plan;

import io.waybill.work.Work;
import java.time.Duration;

/**
 * What a step makes do with when its own work failed for good, or does not fit what is left of time
 * or money. Each has less to give than the one before; which one gave the value, and why, is on the
 * bill.
 */
public sealed interface Rung {
  /** Calls the case for this rung. */
  <R> R match(Cases<R> cases);

  /** One case per rung. */
  interface Cases<R> {
    R ask(Ask ask);

    R cached(Cached cached);

    R skip(Skip skip);

    R partial(Partial partial);
  }

  /** Other work is asked, with the same timeout and retries: a smaller model, another provider. */
  record Ask(Work<?, ?> work) implements Rung {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.ask(this);
    }
  }

  /** What the same work answered to the same input before, at most so long ago. */
  record Cached(Duration age) implements Rung {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.cached(this);
    }
  }

  /** The step is left out: this value, plain data, stands in its place. */
  record Skip(Object value) implements Rung {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.skip(this);
    }
  }

  /** As much of the answer as had come. */
  record Partial() implements Rung {
    @Override
    public <R> R match(Cases<R> cases) {
      return cases.partial(this);
    }
  }
}
