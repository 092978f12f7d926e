package io.waybill.run;

import java.util.List;
import java.util.Set;

/**
 * The lines after whose end something was there, when that was, and how deep the deepest body is
 * that one of them is in.
 */
final class Ends {
  static final Ends NONE = new Ends(List.of(), -1, 0);

  final List<String> paths;
  final int depth;
  final long at;

  Ends(List<String> paths, int depth, long at) {
    this.paths = paths;
    this.depth = depth;
    this.at = at;
  }

  static Ends of(Set<Ends> parts) {
    var paths = parts.stream().flatMap(part -> part.paths.stream()).distinct().toList();
    int depth = parts.stream().mapToInt(part -> part.depth).max().orElse(-1);
    long at = parts.stream().mapToLong(part -> part.at).max().orElse(0);
    return new Ends(List.copyOf(paths), depth, at);
  }

  /** Seen from a body around them, the lines inside a step are that body's own. */
  Ends seenFrom(int around) {
    return depth <= around ? this : new Ends(paths, around, at);
  }
}
