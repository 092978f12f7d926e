package io.waybill.run;

import io.waybill.work.Failure;

/** How a run ends, as far as deciding knows: the engine adds the time. */
sealed interface End {
  RunEvent.Ended at(long nanos);

  record Success(Object value) implements End {
    @Override
    public RunEvent.Ended at(long nanos) {
      return new RunEvent.RunSucceeded(value, nanos);
    }
  }

  record Failed(Failure failure) implements End {
    @Override
    public RunEvent.Ended at(long nanos) {
      return new RunEvent.RunFailed(failure, nanos);
    }
  }

  record Cancelled(String reason) implements End {
    @Override
    public RunEvent.Ended at(long nanos) {
      return new RunEvent.RunCancelled(reason, nanos);
    }
  }
}
