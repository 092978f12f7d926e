package io.waybill.yaml;

import java.util.List;

/** One side of a comparison, or all of an expression. */
sealed interface Term {
  /** Where it begins in the text around it. */
  int offset();

  /**
   * A name and what is taken from its value.
   *
   * @param parts after the first name: {@code [redact, text]} of {@code steps.redact.text}
   * @param offsets where each part begins
   */
  record Path(int offset, String root, List<String> parts, List<Integer> offsets) implements Term {
    public Path {
      parts = List.copyOf(parts);
      offsets = List.copyOf(offsets);
    }

    /** Where the n-th part begins; where the path does if there is none. */
    int offset(int part) {
      return part < offsets.size() ? offsets.get(part) : offset;
    }

    @Override
    public String toString() {
      return root + (parts.isEmpty() ? "" : "." + String.join(".", parts));
    }
  }

  /** A text, a number, true, false or nothing. */
  record Constant(int offset, Object value) implements Term {}

  /** Two terms and how they compare. */
  record Condition(Term left, Comparison comparison, Term right) {}
}
