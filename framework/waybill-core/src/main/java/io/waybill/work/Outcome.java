package io.waybill.work;

import java.util.List;
import java.util.Objects;

/**
 * What a piece of work produced, and what it used to get there.
 *
 * @param value never null; absence is {@link Nothing} or a type of the user's own
 * @param usage what this attempt consumed, without what its inner calls did
 * @param sources what the value was taken from
 * @param scores how good it is, as far as the work itself can tell
 * @param kind how it came about
 * @param finish why it ended where it ends
 * @param origin whose answer it is, if it was given before
 */
public record Outcome<O>(
    O value,
    Usage usage,
    List<Source> sources,
    List<Score> scores,
    Kind kind,
    Finish finish,
    Origin origin) {
  /** How a value came about. */
  public enum Kind {
    /** Taken word for word from its sources. */
    QUOTED,
    /** Written by a model. */
    GENERATED,
    /** Computed: the same input gives the same value. */
    COMPUTED,
    /** Said by, or handed to, a person. */
    PERSON
  }

  /** Why a value ends where it ends. */
  public enum Finish {
    STOP,
    LENGTH,
    TOOL_CALLS,
    CONTENT_FILTER,
    OTHER
  }

  public Outcome {
    Objects.requireNonNull(
        value, "work must produce a value; say absence with Nothing or a type of your own");
    sources = List.copyOf(sources);
    scores = List.copyOf(scores);
  }

  /** An answer of its own. */
  public Outcome(
      O value, Usage usage, List<Source> sources, List<Score> scores, Kind kind, Finish finish) {
    this(value, usage, sources, scores, kind, finish, Origin.OWN);
  }

  /** A computed value that cost nothing. */
  public static <O> Outcome<O> of(O value) {
    return of(value, Usage.NONE, Kind.COMPUTED);
  }

  public static <O> Outcome<O> of(O value, Usage usage, Kind kind) {
    return new Outcome<>(value, usage, List.of(), List.of(), kind, Finish.STOP);
  }

  public Outcome<O> used(Usage usage) {
    return new Outcome<>(value, usage, sources, scores, kind, finish, origin);
  }

  public Outcome<O> from(List<Source> sources) {
    return new Outcome<>(value, usage, sources, scores, kind, finish, origin);
  }

  public Outcome<O> scored(List<Score> scores) {
    return new Outcome<>(value, usage, sources, scores, kind, finish, origin);
  }

  public Outcome<O> finishing(Finish finish) {
    return new Outcome<>(value, usage, sources, scores, kind, finish, origin);
  }

  /** The same answer given again: it uses nothing, and says whose it is. */
  public Outcome<O> again(Origin origin) {
    return new Outcome<>(value, Usage.NONE, sources, scores, kind, finish, origin);
  }
}
