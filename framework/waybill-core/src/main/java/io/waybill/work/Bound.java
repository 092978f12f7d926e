package io.waybill.work;

/**
 * The most that one attempt can use, told before it is made: what a purse must hold for it. Time on
 * a pool is bounded by the time the attempt may take.
 *
 * @param kind what bounds it
 * @param provider who bills it; empty for what runs in house
 * @param model as the provider names it
 * @param input tokens that it reads at most, images and tools included
 * @param output tokens that it writes at most; {@link #UNDECLARED} if nobody said
 */
public record Bound(Kind kind, String provider, String model, long input, long output) {
  /** What bounds an attempt. */
  public enum Kind {
    /** Nobody bills it. */
    NOTHING,
    /** Tokens of a provider. */
    TOKENS,
    /** Time on a machine of its pool. */
    TIME,
    /** Somebody may bill it and there is no saying how much. */
    UNKNOWN
  }

  /** No limit of the output was declared. */
  public static final long UNDECLARED = -1;

  /** Nobody bills it. */
  public static final Bound NOTHING = new Bound(Kind.NOTHING, "", "", 0, 0);

  /** Somebody may bill it and there is no saying how much. */
  public static final Bound UNKNOWN = new Bound(Kind.UNKNOWN, "", "", 0, 0);

  public Bound {
    if (input < 0 || output < UNDECLARED) {
      throw new IllegalArgumentException(
          "a bound has no negative parts: input %d, output %d".formatted(input, output));
    }
  }

  public static Bound tokens(String provider, String model, long input, long output) {
    return new Bound(Kind.TOKENS, provider, model, input, output);
  }

  /** What can be said of work of which only its description is known. */
  public static Bound of(WorkInfo info) {
    if (!info.pool().isEmpty()) {
      return new Bound(Kind.TIME, "", info.model(), 0, 0);
    }
    return info.safety().location() == WorkInfo.Location.EXTERNAL ? UNKNOWN : NOTHING;
  }
}
