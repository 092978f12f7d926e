package io.waybill.work;

/** What the body of a loop answers: a value, and whether to go round again. */
public sealed interface Turn<T> {
  T value();

  /** Go round again, with this value. */
  record Again<T>(T value) implements Turn<T> {}

  /** This is the loop's value. */
  record Done<T>(T value) implements Turn<T> {}
}
