package io.waybill.work;

/** Work that picks a branch. Being work, it is retried, timed and priced like any other. */
@FunctionalInterface
public interface Router<I> extends Work<I, Choice> {
  /**
   * The same router with a description; its output is a {@link Choice} whatever the description
   * says.
   */
  static <I> Router<I> described(WorkInfo info, Router<I> body) {
    return new DescribedRouter<>(info, body);
  }
}
