package io.waybill.guards;

import io.waybill.guards.Grounding.Sentence;
import io.waybill.work.Passage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Holds sentences to passages by their words.
 *
 * <p>A sentence is held to each sentence of each passage in turn. Its score is the share of its
 * words that are there, a word that is only nearby counting less. Words show what is spoken of, not
 * what is said of it, so four things must fit as well, or no more than 0.4 of the score is left:
 * its numbers and their units, its names, whether it is denied, and whether it claims all cases.
 * Only sentences that speak of the same thing are heard, or a neighbour would hide a contradiction;
 * and a contradiction by one that is as near as the best support is believed.
 *
 * <p>The words are English. Sentences in other languages are held to their words as they are
 * written, function words included, so there the scores are too kind.
 */
final class Support {
  private static final double BESIDE = 0.8;
  private static final double IN_PASSAGE = 0.5;
  private static final double OF_NEAREST = 0.75;
  private static final double MISFIT = 0.4;
  private static final double NAME = 2;
  private static final double NUMBER = 2;

  private final List<Evidence> evidence = new ArrayList<>();
  private final Set<String> said = new HashSet<>();
  private final double atLeast;
  private final int passages;

  /** A sentence of a passage, the words right beside it, and those of all of the passage. */
  private record Evidence(Passage passage, Claim claim, Set<String> beside, Set<String> around) {}

  /**
   * What a sentence of a passage does for a claim.
   *
   * @param share how much of the claim it says by itself
   * @param opposite whether it contradicts the claim
   */
  private record Verdict(
      double score, double share, String why, boolean opposite, Optional<Passage> passage) {}

  Support(List<Passage> passages, double atLeast) {
    this.atLeast = atLeast;
    this.passages = passages.size();
    passages.forEach(this::read);
  }

  private void read(Passage passage) {
    var claims = Sentences.in(passage.text()).stream().map(span -> Claim.of(span.text())).toList();
    var around = new HashSet<String>();
    claims.forEach(claim -> around.addAll(claim.words()));
    said.addAll(around);
    for (int i = 0; i < claims.size(); i++) {
      var beside = new HashSet<String>();
      for (int j = Math.max(0, i - 1); j <= Math.min(claims.size() - 1, i + 1); j++) {
        beside.addAll(claims.get(j).words());
      }
      evidence.add(new Evidence(passage, claims.get(i), beside, around));
    }
  }

  Sentence of(Sentences.Span span) {
    var claim = Claim.of(Citations.without(span.text(), passages));
    var best = claim.isEmpty() ? new Verdict(1, 1, "", false, Optional.empty()) : best(claim);
    boolean supported = best.score() >= atLeast;
    return new Sentence(
        span.text(),
        span.from(),
        span.to(),
        best.score(),
        best.passage(),
        supported,
        supported ? "" : best.why());
  }

  private Verdict best(Claim claim) {
    var verdicts =
        evidence.stream()
            .map(one -> verdict(claim, one))
            .sorted(Comparator.comparingDouble(Verdict::share).reversed())
            .toList();
    if (verdicts.isEmpty() || verdicts.get(0).share() == 0) {
      return new Verdict(0, 0, "no passage speaks of it", false, Optional.empty());
    }
    double nearest = verdicts.get(0).share();
    var best =
        verdicts.stream()
            .filter(verdict -> verdict.share() >= OF_NEAREST * nearest)
            .max(Comparator.comparingDouble(Verdict::score))
            .orElseThrow();
    return best.share() == 1
        ? best
        : verdicts.stream()
            .filter(verdict -> verdict.opposite() && verdict.share() >= best.share())
            .findFirst()
            .orElse(best);
  }

  private Verdict verdict(Claim claim, Evidence evidence) {
    double coverage = coverage(claim, evidence);
    var misfit = misfit(claim, evidence.claim());
    return new Verdict(
        misfit.isPresent() ? MISFIT * coverage : coverage,
        share(claim, evidence.claim()),
        misfit.orElse("too little of it is said there"),
        claim.contradicts(evidence.claim()),
        Optional.of(evidence.passage()));
  }

  /** How much of a claim one sentence says by itself. */
  private static double share(Claim claim, Claim evidence) {
    return weighed(claim, evidence, word -> evidence.words().contains(word) ? 1 : 0);
  }

  private static double coverage(Claim claim, Evidence evidence) {
    return weighed(claim, evidence.claim(), word -> presence(word, evidence));
  }

  private static double weighed(Claim claim, Claim evidence, ToDoubleFunction<String> presence) {
    double all = 0;
    double found = 0;
    for (var word : claim.words()) {
      double weight = claim.names().contains(word) ? NAME : 1;
      all += weight;
      found += weight * presence.applyAsDouble(word);
    }
    for (var number : claim.numbers().keySet()) {
      all += NUMBER;
      found += evidence.numbers().containsKey(number) ? NUMBER : 0;
    }
    return found / all;
  }

  private static double presence(String word, Evidence evidence) {
    if (evidence.claim().words().contains(word)) {
      return 1;
    }
    if (evidence.beside().contains(word)) {
      return BESIDE;
    }
    return evidence.around().contains(word) ? IN_PASSAGE : 0;
  }

  private Optional<String> misfit(Claim claim, Claim evidence) {
    for (var number : claim.numbers().entrySet()) {
      if (!holds(evidence, number.getKey(), number.getValue())) {
        return Optional.of("%s is not what is said there".formatted(number.getKey()));
      }
    }
    for (var name : claim.names()) {
      if (!said.contains(name)) {
        return Optional.of("'%s' is in no passage".formatted(name));
      }
    }
    if (!claim.universal().isEmpty() && !evidence.general()) {
      return Optional.of(
          "'%s' is more than is said there".formatted(String.join(", ", claim.universal())));
    }
    if (claim.contradicts(evidence)) {
      return Optional.of("the opposite is said there");
    }
    return claim.deniesMoreThan(evidence)
        ? Optional.of("what it denies is not denied there")
        : Optional.empty();
  }

  private static boolean holds(Claim evidence, String number, Set<String> units) {
    var there = evidence.numbers().get(number);
    return there != null && (there.isEmpty() || there.containsAll(units));
  }
}
