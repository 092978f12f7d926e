package io.waybill.routing;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.waybill.routing.data.Normal;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Something that a text is or is not: plain data, so two conditions that say the same are equal.
 * What is no text is read as it prints; {@link #in} looks at one field of it instead.
 */
public final class Condition {
  private final String field;
  private final String kind;
  private final Object argument;
  private final Predicate<String> test;

  private Condition(String kind, Object argument, Predicate<String> test) {
    this("", kind, argument, test);
  }

  private Condition(String field, String kind, Object argument, Predicate<String> test) {
    this.field = field;
    this.kind = kind;
    this.argument = argument;
    this.test = test;
  }

  /**
   * One of these words or phrases stands in the text, as whole words, whatever the case, the width
   * and the space between them: {@code contains("bill")} does not see "billing".
   */
  public static Condition contains(String... words) {
    return contains(List.of(words));
  }

  /** {@link #contains(String...)}. */
  public static Condition contains(List<String> words) {
    if (words.isEmpty() || words.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("contains needs words, none of them blank: " + words);
    }
    var folded = words.stream().map(Normal::form).toList();
    return new Condition(
        "contains",
        List.copyOf(words),
        text -> {
          var seen = Normal.form(text);
          return folded.stream().anyMatch(word -> standsIn(seen, word));
        });
  }

  /**
   * The pattern is found somewhere in the text. It is an RE2 pattern, case-sensitive unless it
   * begins with {@code (?i)}; it takes time linear in the text, so it has no look-around and no
   * back-references.
   */
  public static Condition matches(String pattern) {
    try {
      var compiled = Pattern.compile(pattern);
      return new Condition("matches", pattern, text -> compiled.matcher(text).find());
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is no RE2 pattern: %s. Look-around and back-references do not exist there."
              .formatted(pattern, e.getDescription()),
          e);
    }
  }

  /** The text is this one, whatever the case, the width and the space. */
  public static Condition equalTo(String text) {
    var folded = Normal.form(text);
    return new Condition("equals", text, seen -> Normal.form(seen).equals(folded));
  }

  /** The text has more characters than this, counted as in {@code String}. */
  public static Condition longerThan(int characters) {
    return new Condition("longer_than", counted(characters), text -> text.length() > characters);
  }

  /** The text has fewer characters than this, counted as in {@code String}. */
  public static Condition shorterThan(int characters) {
    return new Condition("shorter_than", counted(characters), text -> text.length() < characters);
  }

  /**
   * The same of one field of a record or a map: what it was sent by, in which language, whether a
   * picture came with it. An input without such a field does not meet it.
   */
  public Condition in(String field) {
    if (field.isBlank()) {
      throw new IllegalArgumentException("a field has a name: " + this);
    }
    return new Condition(field, kind, argument, test);
  }

  public boolean holds(Object input) {
    return field.isEmpty()
        ? test.test(String.valueOf(input))
        : Fields.of(input, field).map(Object::toString).filter(test).isPresent();
  }

  /** The field that it looks at; empty if it looks at all there is. */
  public Optional<String> field() {
    return Optional.of(field).filter(name -> !name.isEmpty());
  }

  /**
   * {@code contains}, {@code matches}, {@code equals}, {@code longer_than}, {@code shorter_than}.
   */
  public String kind() {
    return kind;
  }

  /** A list of words, a text or a {@code Long}. */
  public Object argument() {
    return argument;
  }

  private static Long counted(int characters) {
    if (characters < 0) {
      throw new IllegalArgumentException("no text has %d characters".formatted(characters));
    }
    return (long) characters;
  }

  private static boolean standsIn(String text, String word) {
    for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      if (isEdge(text, at) && isEdge(text, at + word.length())) {
        return true;
      }
    }
    return false;
  }

  /** Whether a word may begin or end here. */
  private static boolean isEdge(String text, int at) {
    return at == 0
        || at == text.length()
        || !isOfAWord(text.codePointBefore(at))
        || !isOfAWord(text.codePointAt(at));
  }

  /** Letters, digits, and the accents and vowel signs that stand behind their letter. */
  private static boolean isOfAWord(int c) {
    return Character.isLetterOrDigit(c)
        || Character.getType(c) == Character.NON_SPACING_MARK
        || Character.getType(c) == Character.COMBINING_SPACING_MARK;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Condition that
        && field.equals(that.field)
        && kind.equals(that.kind)
        && argument.equals(that.argument);
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, kind, argument);
  }

  /** {@code contains [invoice, bill]}, {@code channel equals mail}. */
  @Override
  public String toString() {
    return (field.isEmpty() ? "" : field + " ") + kind + " " + argument;
  }
}
