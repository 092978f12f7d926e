package io.waybill.yaml;

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
}
