package io.waybill.work;

/**
 * A piece of a document that may answer something; {@code score} is higher the nearer it is to what
 * was asked.
 */
public record Passage(String text, Source source, double score) {
  /** The text under its place, as prompts show it. */
  @Override
  public String toString() {
    return "[" + source + "] " + text;
  }
}
