package io.waybill.benchmarks.peers;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.atomic.AtomicInteger;

/** What a model would say: a token whenever one is asked for, and how many that were. */
final class Tokens implements Iterator<String> {
  private static final AtomicInteger PRODUCED = new AtomicInteger();

  private final int count;
  private int next;

  Tokens(int count) {
    this.count = count;
  }

  /** How many the last model to speak has produced so far. */
  static int produced() {
    return PRODUCED.get();
  }

  @Override
  public boolean hasNext() {
    return next < count;
  }

  @Override
  public String next() {
    if (next == count) {
      throw new NoSuchElementException();
    }
    PRODUCED.setPlain(++next); // anything dearer would be measured with the token
    return "token";
  }
}
