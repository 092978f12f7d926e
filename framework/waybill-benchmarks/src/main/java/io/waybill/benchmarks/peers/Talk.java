package io.waybill.benchmarks.peers;

import java.util.function.Consumer;

/** A workflow of one step that answers in tokens. */
@FunctionalInterface
interface Talk {
  /** Gives the tokens to {@code listener} as they come, and returns how many there were. */
  int run(int tokens, Consumer<String> listener) throws Exception;
}
