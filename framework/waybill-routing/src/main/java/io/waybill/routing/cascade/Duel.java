package io.waybill.routing.cascade;

import java.nio.file.Path;
import java.util.List;

/**
 * A question that the cheap and the large work were both asked, and what came of it.
 *
 * @param asked the question, and what the cheap work answered
 * @param cheap how that went; what the scorer took belongs to it, where it takes anything
 * @param large how the large work did
 */
public record Duel(Answered asked, Tried cheap, Tried large) {
  /**
   * Reads a file of duels, JSON lines or CSV, with these fields in each row: {@code text} (the
   * question), {@code answer} (the cheap one; it may be empty), {@code right} and {@code
   * large_right} ({@code true} or {@code false}); and, where they are known, {@code finish} ({@code
   * STOP}, {@code LENGTH}, …), {@code usd} and {@code large_usd} (dollars a call), {@code ms} and
   * {@code large_ms}.
   *
   * @throws IllegalArgumentException if any row cannot be used, with every reason and its line
   */
  public static List<Duel> read(Path file) {
    return DuelFile.read(file);
  }
}
