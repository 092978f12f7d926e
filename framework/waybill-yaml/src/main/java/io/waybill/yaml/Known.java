package io.waybill.yaml;

import io.waybill.plan.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** What to say of a name that does not exist, in bounded work whatever the names are. */
final class Known {
  private static final int LONGEST = 60;
  private static final int MOST = 40;

  private Known() {}

  /** {@code "Did you mean 'billing'? Known: billing, technical."}. */
  static String among(String written, Collection<String> known) {
    if (known.size() <= MOST) {
      return DidYouMean.among(clipped(written), known.stream().map(Known::clipped).toList());
    }
    return nearest(written, known)
        .map(near -> "Did you mean '" + near + "'? There are " + known.size() + ".")
        .orElse("There are " + known.size() + ".");
  }

  /** The known name that somebody may have meant. */
  static Optional<String> nearest(String written, Collection<String> known) {
    return DidYouMean.nearest(clipped(written), few(known));
  }

  /** A text as messages show it. */
  static String clipped(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST / 2)) + "…";
  }

  private static List<String> few(Collection<String> known) {
    return known.stream().filter(name -> name.length() <= LONGEST).limit(10L * MOST).toList();
  }
}
