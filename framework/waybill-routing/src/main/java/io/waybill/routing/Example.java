package io.waybill.routing;

/**
 * A text and the branch it belongs to; the label {@code otherwise} marks one that belongs to none.
 */
public record Example(String text, String label) {
  public Example {
    if (text.isBlank() || label.isBlank()) {
      throw new IllegalArgumentException("an example needs a text and a label");
    }
  }
}
