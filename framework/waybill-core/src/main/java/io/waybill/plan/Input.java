package io.waybill.plan;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A value that a plan is started with. Nobody knows who wrote it unless it is marked {@link
 * Mark#TRUSTED}.
 */
public record Input(String id, Class<?> type, Set<Mark> marks) {
  /** What is known of an input. */
  public enum Mark {
    /**
     * It must not leave the house: no external work may read it unless a guard took the private
     * parts out.
     */
    PRIVATE,
    /** It comes from the operator, so it may steer consequential work. */
    TRUSTED
  }

  public Input {
    var copy = EnumSet.noneOf(Mark.class);
    copy.addAll(marks);
    marks = java.util.Collections.unmodifiableSet(copy);
  }

  public Ref<?> ref() {
    return Ref.to(id);
  }

  /** What is wrong with its name, in words; empty when nothing is. */
  public List<String> problems() {
    if (!Id.fits(id)) {
      return List.of(Id.RENAME);
    }
    return Id.isWord(id) ? List.of("needs another name: it is a word of the language") : List.of();
  }
}
