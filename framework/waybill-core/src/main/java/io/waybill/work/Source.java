package io.waybill.work;

/**
 * A place that a value was taken from.
 *
 * @param document its name, as a path below the folder it came from: {@code returns.md}
 * @param from the first character, counted as in {@code String}
 * @param to the one after the last
 * @param digest {@code sha256:} and the hex digest of the whole document as it was
 */
public record Source(String document, int from, int to, String digest) {
  public Source {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "a source runs forwards: %s %d–%d".formatted(document, from, to));
    }
  }

  /** {@code returns.md 120–380}. */
  @Override
  public String toString() {
    return document + " " + from + "–" + to;
  }
}
