package io.waybill.work;

/** The value of a step that was skipped; empty in a text. */
public enum Nothing {
  NOTHING;

  @Override
  public String toString() {
    return "";
  }
}
