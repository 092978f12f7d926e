package io.waybill.ledger;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A row of a receipt: one line of the waybill, or many that are folded, or none if it is only the
 * name over others.
 *
 * @param name without its marks
 * @param depth how many rows it stands below
 * @param beside whether it ran beside another row of the same depth
 * @param race if the rows below are runners of a race, who won; nothing if nobody did
 * @param sums what its columns say
 * @param share what of the run's length it adds to the critical path, in tenths of a percent
 */
public record Row(
    String name,
    int depth,
    boolean beside,
    List<Waybill.Line> lines,
    Optional<String> race,
    Sums sums,
    int share) {
  public Row {
    lines = List.copyOf(lines);
  }

  Row sharing(int tenths) {
    return new Row(name, depth, beside, lines, race, sums, tenths);
  }

  /** {@code ├ intent ─ route}, {@code reviews[0…4999]/grade ×5000}. */
  String title(int width) {
    var indent = "  ".repeat(depth) + (beside ? "├ " : "");
    int room = Math.max(1, width - indent.length() - after().length());
    return indent + Figures.ends(Figures.plain(name), room) + after();
  }

  /** The same, without what only a terminal needs: {@code intent ─ route}. */
  public String title() {
    return Figures.plain(name) + after();
  }

  /** What stands beside the name over others. */
  public String note() {
    return race.map(Figures::plain).orElse("");
  }

  private String after() {
    if (lines.isEmpty()) {
      return race.isPresent() ? " ─ race" : "";
    }
    var route = lines.stream().anyMatch(Row::routes) ? " ─ route" : "";
    return route + times(lines.size()) + fate();
  }

  private static boolean routes(Waybill.Line line) {
    return line.decision().isPresent() || !line.attempts().get(0).work().labels().isEmpty();
  }

  private String fate() {
    var fates = lines.stream().map(line -> line.last().fate()).toList();
    if (fates.contains(Posting.Fate.FAILED)) {
      return " ✗";
    }
    if (fates.stream().anyMatch(Posting.Fate::dropped)) {
      return " ⊘";
    }
    return lines.stream().anyMatch(line -> line.degraded().isPresent()) ? " ↓" : "";
  }

  /** Who did it, and in how many attempts if it took more than one each. */
  String model(int width) {
    return lines.isEmpty() ? "" : Figures.fit(who(), repeated(), width);
  }

  /** The same, however long. */
  public String model() {
    return lines.isEmpty() ? "" : who() + repeated();
  }

  private String who() {
    return Figures.plain(doneBy(lines.get(lines.size() - 1).last()));
  }

  private String repeated() {
    long attempts = lines.stream().mapToInt(line -> line.attempts().size()).sum();
    return attempts > lines.size() ? times(attempts) : "";
  }

  /** The pool only where most of the time was spent on it. */
  private static String doneBy(Posting posting) {
    var role = posting.how().role();
    if (role == Posting.Role.SKIPPED || role == Posting.Role.PARTIAL) {
      return role.name().toLowerCase(Locale.ROOT);
    }
    if (role == Posting.Role.CACHED || !posting.how().origin().own()) {
      return posting.work().model() + " (cached)";
    }
    long engine = posting.usage().engine().toNanos();
    boolean told = posting.marks().engine().isPresent(); // by an engine that does nothing else
    boolean elsewhere = !told && engine > 0 && engine < posting.parts().service() / 2;
    return elsewhere ? posting.work().model() : posting.work().display();
  }

  private static String times(long count) {
    return count > 1 ? " ×" + count : "";
  }

  /** Those of all its lines. */
  public List<Posting> attempts() {
    return lines.stream().flatMap(line -> line.attempts().stream()).toList();
  }
}
