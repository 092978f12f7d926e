package io.waybill.run;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The lines after whose end something was there, when that was, and how deep the deepest body is
 * that one of them is in.
 */
final class Ends {
  static final Ends NONE = new Ends(List.of(), -1, 0);

  /** More lines than this are named once, by the first who waited for them, where that is known. */
  private static final int FEW = 32;

  /** How many of those with many lines are remembered. */
  private static final int REMEMBERED = 4;

  final List<String> paths;
  final int depth;
  final long at;

  /** With many lines, and waited for by some of these lines already: the latest of them. */
  private final List<Ends> behind;

  Ends(List<String> paths, int depth, long at) {
    this(paths, depth, at, List.of());
  }

  private Ends(List<String> paths, int depth, long at, List<Ends> behind) {
    this.paths = paths;
    this.depth = depth;
    this.at = at;
    this.behind = behind;
  }

  /** The end of a line that waited for these. */
  Ends before(String path, int depth, long at) {
    boolean nothing = paths.size() <= FEW && behind.isEmpty();
    return new Ends(List.of(path), depth, at, nothing ? List.of() : behind(Set.of(this)));
  }

  /** Whether some of many waited for all of these already, so that naming them says nothing. */
  boolean saidBy(Set<Ends> many) {
    return paths.size() > FEW && many.stream().anyMatch(one -> one.behind.contains(this));
  }

  private static List<Ends> behind(Set<Ends> parts) {
    return parts.stream()
        .flatMap(part -> Stream.concat(Stream.of(part), part.behind.stream()))
        .filter(part -> part.paths.size() > FEW)
        .distinct()
        .limit(REMEMBERED)
        .toList();
  }

  static Ends of(Set<Ends> parts) {
    var paths = parts.stream().flatMap(part -> part.paths.stream()).distinct().toList();
    int depth = parts.stream().mapToInt(part -> part.depth).max().orElse(-1);
    long at = parts.stream().mapToLong(part -> part.at).max().orElse(0);
    return new Ends(List.copyOf(paths), depth, at, behind(parts));
  }

  /** Seen from a body around them, the lines inside a step are that body's own. */
  Ends seenFrom(int around) {
    return depth <= around ? this : new Ends(paths, around, at, behind);
  }
}
