package io.waybill.yaml;

import io.waybill.work.Nothing;
import io.waybill.work.Work;

/** The work of a step that only holds a value: it hands on what it is given. */
public final class Value {
  private static final Work<Object, Object> ITSELF = Work.instant("value", value -> value);

  private Value() {}

  /** The work behind {@code value:}, called {@code value}. */
  @SuppressWarnings("unchecked") // it never looks at the value
  public static <T> Work<T, T> itself() {
    return (Work<T, T>) (Work<?, ?>) ITSELF;
  }

  /** The same work for a branch that yields nothing where others yield a value. */
  @SuppressWarnings("unchecked") // nothing stands in for a value of any type
  public static <T> Work<Nothing, T> skip() {
    return (Work<Nothing, T>) (Work<?, ?>) ITSELF;
  }
}
