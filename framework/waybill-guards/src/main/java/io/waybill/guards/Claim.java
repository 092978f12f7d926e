package io.waybill.guards;

import io.waybill.guards.Tokens.Kind;
import io.waybill.guards.Tokens.Token;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sentence claims, as far as its words show it.
 *
 * @param words the stems of its words, without those that carry nothing
 * @param names the stems among them that are names
 * @param numbers the units of each of its numbers, as far as they are said
 * @param universal the words that claim something of all cases
 * @param general whether it says that it holds in general
 * @param limited whether it says "only"
 * @param denials what it says is not so
 */
record Claim(
    Set<String> words,
    Set<String> names,
    Map<String, Set<String>> numbers,
    Set<String> universal,
    boolean general,
    boolean limited,
    List<Denial> denials) {
  private static final int UNIT_WITHIN = 4;
  private static final int DENIED_WITHIN = 3;

  /**
   * A "not" and what it is about.
   *
   * @param scope the next few words after it
   * @param clause all words of the part of the sentence that it stands in
   */
  record Denial(Set<String> scope, Set<String> clause) {
    boolean isAlso(Denial other) {
      return shared(scope, other.scope) > 0
          || 2 * shared(clause, other.clause) >= Math.min(clause.size(), other.clause.size());
    }

    boolean isAbout(Claim claim) {
      return 2 * shared(scope, claim.words) >= scope.size();
    }
  }

  /** Whether one denies what the other affirms, or says the reverse of it. */
  boolean contradicts(Claim other) {
    return denialsUnlike(other).anyMatch(denial -> denial.isAbout(other))
        || other.denialsUnlike(this).anyMatch(denial -> denial.isAbout(this))
        || reverses(other);
  }

  /** Whether this denies something that the other neither denies nor limits. */
  boolean deniesMoreThan(Claim other) {
    return !other.limited && denialsUnlike(other).findAny().isPresent();
  }

  private Stream<Denial> denialsUnlike(Claim other) {
    return denials.stream().filter(denial -> other.denials.stream().noneMatch(denial::isAlso));
  }

  private boolean reverses(Claim other) {
    return words.stream()
        .filter(word -> !other.words.contains(word) && !isDenied(word))
        .flatMap(word -> Vocabulary.REVERSE.getOrDefault(word, Set.of()).stream())
        .anyMatch(
            reverse ->
                other.words.contains(reverse)
                    && !words.contains(reverse)
                    && !other.isDenied(reverse));
  }

  private boolean isDenied(String word) {
    return denials.stream().anyMatch(denial -> denial.clause().contains(word));
  }

  private static long shared(Set<String> some, Set<String> others) {
    return some.stream().filter(others::contains).count();
  }

  boolean isEmpty() {
    return words.isEmpty() && numbers.isEmpty();
  }

  static Claim of(String sentence) {
    return new Reader(Tokens.in(sentence)).claim();
  }

  /** Goes through the tokens of one sentence. */
  private static final class Reader {
    private final List<Token> tokens;
    private final Set<String> words = new LinkedHashSet<>();
    private final Set<String> names = new LinkedHashSet<>();
    private final Map<String, Set<String>> numbers = new LinkedHashMap<>();
    private final Set<String> universal = new LinkedHashSet<>();
    private final List<Denial> denials = new ArrayList<>();
    private boolean general;
    private boolean limited;
    private final Set<String> clause = new HashSet<>();
    private final List<Set<String>> scopes = new ArrayList<>();

    Reader(List<Token> tokens) {
      this.tokens = tokens;
    }

    Claim claim() {
      for (int at = 0; at < tokens.size(); at++) {
        switch (tokens.get(at).kind()) {
          case MARK -> mark(tokens.get(at));
          case NUMBER -> number(at);
          case WORD -> word(at);
        }
      }
      endClause();
      return new Claim(words, names, numbers, universal, general, limited, denials);
    }

    private void mark(Token mark) {
      if (dividesClauses(mark)) {
        endClause();
      }
    }

    private static boolean dividesClauses(Token token) {
      return token.kind() == Kind.MARK && ",;:()–—".contains(token.text());
    }

    private void number(int at) {
      numbers.computeIfAbsent(tokens.get(at).text(), number -> new HashSet<>()).addAll(units(at));
    }

    /**
     * The units that follow a number: "three to five days" gives one to both, "2 EUR a day" two.
     */
    private Set<String> units(int at) {
      var units = new HashSet<String>();
      if (at > 0) {
        addUnit(units, tokens.get(at - 1));
      }
      int end = Math.min(tokens.size(), at + 1 + UNIT_WITHIN);
      for (int next = at + 1; next < end && !dividesClauses(tokens.get(next)); next++) {
        addUnit(units, tokens.get(next));
      }
      return units;
    }

    private static void addUnit(Set<String> units, Token token) {
      var stem = Stem.of(token.text());
      var unit =
          Vocabulary.SYMBOL.getOrDefault(token.text(), Vocabulary.SYMBOL.getOrDefault(stem, stem));
      if (Vocabulary.UNIT.contains(unit)) {
        units.add(unit);
      }
    }

    private void word(int at) {
      var token = tokens.get(at);
      var text = token.text();
      general |= Vocabulary.GENERAL.contains(text);
      limited |= text.equals("only");
      if (Vocabulary.UNIVERSAL.contains(text)
          && !(at > 0 && tokens.get(at - 1).text().equals("at"))) {
        universal.add(text);
      }
      if (Vocabulary.CONJUNCTION.contains(text)) {
        endClause();
      }
      if (Vocabulary.NEGATION.contains(text)) {
        scopes.add(new HashSet<>());
      } else if (carries(token, at) && !isLetterBeforeHyphen(at)) {
        var stem = Stem.of(isAfterLetterAndHyphen(at) ? tokens.get(at - 2).text() + text : text);
        words.add(stem);
        clause.add(stem);
        scopes.stream().filter(s -> s.size() < DENIED_WITHIN).forEach(s -> s.add(stem));
        if (token.capital() && at > 0) {
          names.add(stem);
        }
      }
    }

    /** Within a sentence "May" is the month. */
    private static boolean carries(Token token, int at) {
      return !Vocabulary.STOP.contains(token.text())
          || (token.text().equals("may") && token.capital() && at > 0);
    }

    /** "e-mail" is one word, and the same as "email". */
    private boolean isLetterBeforeHyphen(int at) {
      return tokens.get(at).text().length() == 1
          && at + 2 < tokens.size()
          && tokens.get(at + 1).text().equals("-")
          && tokens.get(at + 2).kind() == Kind.WORD;
    }

    private boolean isAfterLetterAndHyphen(int at) {
      return at >= 2 && isLetterBeforeHyphen(at - 2);
    }

    private void endClause() {
      for (var scope : scopes) {
        if (!scope.isEmpty()) {
          denials.add(new Denial(Set.copyOf(scope), Set.copyOf(clause)));
        }
      }
      scopes.clear();
      clause.clear();
    }
  }
}
