package io.waybill.routing.feedback;

import io.waybill.routing.feedback.Promotion.Change;
import io.waybill.routing.feedback.Promotion.Fate;
import io.waybill.routing.feedback.Promotion.Figure;
import io.waybill.routing.feedback.Promotion.Rule;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.judge.Comparison;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * How routers took each other's place in a file, with a record beside it that only grows: {@code
 * intents.router.promotions.jsonl}. Whoever is replaced is kept as {@code intents.router.1}, {@code
 * .2} and so on, the highest being the last.
 *
 * <p>The record of a promotion is written before the file is replaced: a router in use that nobody
 * promoted, or one promoted that is not in use, is told by {@link #history}. One of several threads
 * or processes that promote at a time goes first.
 */
public final class Promotions {
  private final Path router;
  private final Clock clock;

  private Promotions(Path router, Clock clock) {
    this.router = router;
    this.clock = clock;
  }

  /** Of the router in a file. */
  public static Promotions of(Path router) {
    return of(router, Clock.systemUTC());
  }

  /** The same, its records stamped by a clock. */
  public static Promotions of(Path router, Clock clock) {
    return new Promotions(router, clock);
  }

  /**
   * What is on record, the oldest first.
   *
   * @param problems lines that cannot be read, and why the file holds another router than the
   *     record says
   */
  public record History(List<Promotion> all, List<String> problems) {
    public History {
      all = List.copyOf(all);
      problems = List.copyOf(problems);
    }
  }

  /**
   * Puts a candidate in the place of the router in use, if the rule says so, and records it either
   * way.
   *
   * @param inUse the router that the candidate was compared with
   * @param comparison of the one in use, A, and the candidate, B, on rows that neither was fitted
   *     on
   * @return what became of it
   * @throws IllegalArgumentException if the file holds another router by now
   * @throws IOException if something cannot be written; the one in use then still is, and that is
   *     on record if anything can be
   */
  public Promotion decide(Artefact inUse, Artefact candidate, Comparison comparison, Rule rule)
      throws IOException {
    return record()
        .alone(
            lines -> {
              var now = Artefact.read(router);
              mustBe(inUse, now);
              var reasons = new ArrayList<>(rule.against(comparison));
              if (now.digest().equals(candidate.digest())) {
                reasons.add("it is the router in use");
              }
              var fate = reasons.isEmpty() ? Fate.PROMOTED : Fate.REFUSED;
              var kept = fate == Fate.PROMOTED ? keep(now) : "";
              var promotion =
                  new Promotion(
                      clock.instant(),
                      fate,
                      new Change(now.digest(), candidate.digest(), kept),
                      rule.toString(),
                      comparison.rows(),
                      figures(comparison),
                      reasons);
              replace(promotion, candidate, lines);
              return promotion;
            });
  }

  /**
   * Puts back the router that the one in use took the place of.
   *
   * @param by who wants that
   * @throws IllegalArgumentException if the one in use was not promoted, or the one before was not
   *     kept
   * @throws IOException if something cannot be written; the one in use then still is
   */
  public Promotion rollBack(String by) throws IOException {
    return record()
        .alone(
            lines -> {
              var now = Artefact.read(router);
              var before = before(now);
              var promotion =
                  new Promotion(
                      clock.instant(),
                      Fate.ROLLED_BACK,
                      new Change(now.digest(), before.digest(), keep(now)),
                      by,
                      0,
                      List.of(),
                      List.of());
              replace(promotion, before, lines);
              return promotion;
            });
  }

  /**
   * What is on record.
   *
   * @throws IllegalArgumentException if there is a record and it cannot be read
   */
  public History history() {
    var problems = new ArrayList<String>();
    var all = recorded(problems);
    if (!all.isEmpty()) {
      var told = PromotionJson.inUse(all);
      var now = Artefact.read(router).digest();
      if (!told.equals(now)) {
        problems.add(
            "router file %s holds %s, and the record says %s: it was replaced by hand, or a promotion was cut off"
                .formatted(router, now, told));
      }
    }
    return new History(all, problems);
  }

  private List<Promotion> recorded(List<String> problems) {
    var all = new ArrayList<Promotion>();
    if (Files.exists(file())) {
      JsonLines.each(file(), line -> all.add(PromotionJson.read(line)), problems);
    }
    return all;
  }

  private Appended record() {
    return Appended.of(file());
  }

  private Path file() {
    return router.resolveSibling(router.getFileName() + ".promotions.jsonl");
  }

  private void mustBe(Artefact inUse, Artefact now) {
    if (!inUse.digest().equals(now.digest())) {
      throw new IllegalArgumentException(
          "router file %s holds %s by now, and %s was compared: compare again"
              .formatted(router, now.digest(), inUse.digest()));
    }
  }

  private void replace(Promotion promotion, Artefact other, Appended.Writing lines)
      throws IOException {
    lines.add(List.of(PromotionJson.line(promotion)));
    if (promotion.fate() == Fate.REFUSED) {
      return;
    }
    try {
      other.write(router);
    } catch (IOException e) {
      lines.add(List.of(PromotionJson.line(failed(promotion, e))));
      throw e;
    }
  }

  private Promotion failed(Promotion promotion, IOException why) {
    return new Promotion(
        clock.instant(),
        Fate.FAILED,
        promotion.change(),
        promotion.by(),
        promotion.rows(),
        promotion.figures(),
        List.of("it could not be written: " + why));
  }

  /** Under the next number that is free; its name. */
  private String keep(Artefact inUse) throws IOException {
    int number = 1;
    while (Files.exists(numbered(number))) {
      number++;
    }
    inUse.write(numbered(number));
    return String.valueOf(numbered(number).getFileName());
  }

  private Path numbered(int number) {
    return router.resolveSibling(router.getFileName() + "." + number);
  }

  private Artefact before(Artefact now) {
    var all = recorded(new ArrayList<>());
    for (int i = all.size() - 1; i >= 0; i--) {
      var change = all.get(i).change();
      if (all.get(i).fate() == Fate.PROMOTED && change.to().equals(now.digest())) {
        var before = Artefact.read(router.resolveSibling(change.kept()));
        if (!before.digest().equals(change.from())) {
          throw new IllegalArgumentException(
              "%s holds %s, and %s was kept there: take it from version control"
                  .formatted(change.kept(), before.digest(), change.from()));
        }
        return before;
      }
    }
    throw new IllegalArgumentException(
        "router file %s holds %s, which was never promoted: there is nothing to go back to"
            .formatted(router, now.digest()));
  }

  private static List<Figure> figures(Comparison comparison) {
    return comparison.differences().stream()
        .map(each -> new Figure(each.measure().title(), each.a(), each.b(), each.verdict()))
        .toList();
  }
}
