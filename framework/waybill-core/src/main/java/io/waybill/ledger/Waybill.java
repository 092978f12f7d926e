package io.waybill.ledger;

import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import io.waybill.work.Failure;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What comes back with every run: the route it took, and what each step cost in time and money.
 *
 * @param run its id
 * @param plan the plan's name
 * @param started on the wall clock
 * @param wall from start to end
 * @param status how it ended
 * @param failure why, if it failed; why it was cancelled, if it was
 * @param lines one per step that did work, in the order they became ready
 * @param groups the steps that have lines under them, in the order they are written
 * @param ledger every attempt
 * @param scores how good it was
 * @param prices what of the engine's price book priced anything
 * @param pools the machines of our own that it ran on
 * @param outline of the plan, what it did not come to included
 */
public record Waybill(
    String run,
    String plan,
    Instant started,
    Duration wall,
    Status status,
    Optional<Failure> failure,
    List<Line> lines,
    List<Group> groups,
    Ledger ledger,
    List<Scored> scores,
    PriceBook prices,
    List<PoolUse> pools,
    Outline outline) {

  /** How a run ended. */
  public enum Status {
    OK,
    FAILED,
    CANCELLED
  }

  /**
   * One step that did work, with all of its attempts.
   *
   * @param path {@code intent:billing/answer}
   * @param after the paths of the lines that had to end before it could begin; of one that it went
   *     on from while that was still answering, with the piece it waited for: {@code draft~2} for
   *     the third of its {@link #pieces}. Lines that waited for the same many things share one list
   * @param attempts in the order they ended; the last one is the one that counts
   * @param decision what it chose, if it is a router and did
   * @param kind how its value came about, if it has one
   * @param sources what its value was taken from
   */
  public record Line(
      String path,
      List<String> after,
      List<Posting> attempts,
      Optional<Choice> decision,
      Optional<Outcome.Kind> kind,
      List<Source> sources) {
    public Line {
      after = List.copyOf(after);
      attempts = List.copyOf(attempts);
      sources = List.copyOf(sources);
    }

    /** Ends the path of a line of which only a piece was waited for, before its number. */
    static final char PIECE = '~';

    /** The last of its attempts: the one that counts. */
    public Posting last() {
      return attempts.get(attempts.size() - 1);
    }

    /** The paths of the lines in {@link #after}, whether all of them was waited for or a piece. */
    public List<String> before() {
      for (var path : after) {
        if (piece(path) >= 0) {
          return after.stream().map(Line::line).distinct().toList();
        }
      }
      return after;
    }

    /**
     * When pieces of its answer were handed on while it was still answering, in nanoseconds since
     * the run began.
     */
    public List<Long> pieces() {
      if (attempts.size() == 1) {
        return attempts.get(0).marks().pieces();
      }
      return attempts.stream()
          .flatMap(attempt -> attempt.marks().pieces().stream())
          .sorted()
          .toList();
    }

    /** A piece of the answer of a line, as others name it in {@link #after}. */
    public static String piece(String path, int number) {
      return path + PIECE + number;
    }

    /** The path of the line that an entry of {@link #after} names. */
    public static String line(String after) {
      return piece(after) < 0 ? after : after.substring(0, after.lastIndexOf(PIECE));
    }

    /** The number of the piece that an entry of {@link #after} names; -1 if it is the whole. */
    public static int piece(String after) {
      int mark = after.lastIndexOf(PIECE);
      boolean named =
          mark >= 0
              && mark > after.lastIndexOf('/')
              && after.substring(mark + 1).matches("\\d{1,9}");
      return named ? Integer.parseInt(after.substring(mark + 1)) : -1;
    }

    /**
     * The path of its step in the {@link Outline}: without the numbers of items and turns, and of a
     * call inside a call that around it.
     */
    public String step() {
      int inner = inner() ? path.indexOf('/', attempts.get(0).scope().length()) : -1;
      return Outline.path(inner < 0 ? path : path.substring(0, inner));
    }

    /**
     * Whether it is a call inside the call of a step: its money is its own, its time is part of
     * that step's.
     */
    public boolean inner() {
      return !attempts.isEmpty() && attempts.get(0).inner();
    }

    /**
     * The attempt that turned to what the step made do with, if its value came about so: its role
     * says to what, and {@code since} why.
     */
    public Optional<Posting> degraded() {
      return kind.isEmpty() || attempts.size() == 1 // which is the first
          ? Optional.empty()
          : attempts.stream()
              .filter(attempt -> attempt.how().role().degrades())
              .max(Comparator.comparingInt(Posting::attempt));
    }

    /** Whether it was cut off since another did better: nothing waited for it. */
    public boolean beaten() {
      return !attempts.isEmpty() && last().fate() == Posting.Fate.DISCARDED;
    }
  }

  /**
   * A step whose bodies left lines: theirs have paths that begin with its own.
   *
   * @param path {@code intent}, {@code reviews[3]/grade}
   * @param name of what is inside: the branch taken, the plan, the kind of failure, the winner of a
   *     race (empty if nobody won); empty for items and turns, which the path numbers
   */
  public record Group(String path, Shape shape, String name) {
    /** The path of its step in the {@link Outline}: without the numbers of items and turns. */
    public String step() {
      return Outline.path(path);
    }
  }

  /** A score and the step it was given to; an empty path for the run as a whole. */
  public record Scored(String path, Score score) {}

  public Waybill {
    lines = List.copyOf(lines);
    groups = List.copyOf(groups);
    scores = List.copyOf(scores);
    pools = List.copyOf(pools);
  }

  /** When the attempt of a posting began, on the wall clock: it is priced by that. */
  public Instant began(Posting posting) {
    return started.plusNanos(posting.began());
  }

  /**
   * The same run as if other prices had held: what it used is priced anew, and nothing is asked.
   * What they do not price is unpriced.
   */
  public Waybill under(PriceBook others) {
    return under(others, UnaryOperator.identity());
  }

  /**
   * The same as if, moreover, its attempts had been others: other models, for the same tokens.
   * Times stay what they were.
   *
   * @param as what it would have been, for each posting; itself if it stays
   */
  public Waybill under(PriceBook others, UnaryOperator<Posting> as) {
    return Rerated.of(this, others, as);
  }

  /**
   * The lines that the value came about by: the one that gave it, and all that it waited for, in
   * the order of the lines. None if there is no value.
   */
  public List<Line> behindTheValue() {
    return status == Status.OK ? Provenance.of(this) : List.of();
  }

  /** Where the time went; worked out anew each time it is asked. */
  public Timing timing() {
    return Timings.of(this);
  }

  /** The receipt: a table a person can read. */
  @Override
  public String toString() {
    return ReceiptText.of(this);
  }
}
