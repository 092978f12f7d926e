package io.waybill.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What to say to somebody who wrote a name that does not exist. */
public final class DidYouMean {
  private DidYouMean() {}

  /**
   * {@code "Did you mean 'billing'? Known: billing, technical."}; without the first half if nothing
   * is near.
   */
  public static String among(String written, Collection<String> known) {
    var all = known.isEmpty() ? "There is none." : "Known: " + String.join(", ", known) + ".";
    return nearest(written, known).map(near -> "Did you mean '" + near + "'? " + all).orElse(all);
  }

  /** The known name fewest edits away, if that is few for its length. */
  public static Optional<String> nearest(String written, Collection<String> known) {
    return known.stream()
        .filter(
            name ->
                edits(written, name) <= Math.max(1, Math.max(written.length(), name.length()) / 3))
        .min(Comparator.comparingInt(name -> edits(written, name)));
  }

  /** Insertions, deletions, replacements and swaps of neighbours. */
  private static int edits(String a, String b) {
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : Integer.MAX_VALUE;
        if (i > 0 && j > 0) {
          int replaced = rows[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
          rows[i][j] = Math.min(replaced, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
          if (i > 1
              && j > 1
              && a.charAt(i - 1) == b.charAt(j - 2)
              && a.charAt(i - 2) == b.charAt(j - 1)) {
            rows[i][j] = Math.min(rows[i][j], rows[i - 2][j - 2] + 1);
          }
        }
      }
    }
    return rows[a.length()][b.length()];
  }
}
