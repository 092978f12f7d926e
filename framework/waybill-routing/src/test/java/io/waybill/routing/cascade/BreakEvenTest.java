package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.routing.cascade.BreakEven.Scored;
import io.waybill.routing.judge.Promise;
import io.waybill.work.Money;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BreakEvenTest {
  private static Tried tried(boolean right, long nanoUsd, long millis) {
    return new Tried(right, Cost.of(new Money(nanoUsd)), Optional.of(Duration.ofMillis(millis)));
  }

  private static Scored scored(double score, Tried cheap, Tried large) {
    return new Scored(new Duel(new Answered("Who?", "Ann."), cheap, large), score);
  }

  /** Cheap 10 for 100 ms, large 100 for 400 ms; the cheap one is right where it is sure. */
  private static List<Scored> four() {
    return List.of(
        scored(0.9, tried(true, 10, 100), tried(true, 100, 400)),
        scored(0.2, tried(false, 10, 100), tried(true, 100, 400)),
        scored(0.6, tried(true, 10, 100), tried(true, 100, 400)),
        scored(0.4, tried(false, 10, 100), tried(false, 100, 400)));
  }

  private static List<Scored> times(int many, List<Scored> scored) {
    return IntStream.range(0, many).boxed().flatMap(i -> scored.stream()).toList();
  }

  @Test
  void theFormulasHoldByHand() {
    var report = BreakEven.of(four());
    assertEquals(0.5, report.cheap().quality());
    assertEquals(0.75, report.large().quality());
    assertEquals(1 - 10 / 100.0, report.dearerFrom().orElseThrow(), 1e-12);
    assertEquals(1 - 100 / 400.0, report.slowerFrom().orElseThrow(), 1e-12);
    assertEquals(
        List.of(0.2, 0.4, 0.6, 0.9),
        report.points().stream().map(BreakEven.Point::accept).toList());
    var half = report.points().get(2);
    assertEquals(0.5, half.share());
    assertEquals(10 + 0.5 * 100, half.toll().perCall().orElseThrow().nanoUsd());
    assertEquals(Duration.ofMillis(100 + 200), half.toll().time().orElseThrow().mean());
    assertEquals(Duration.ofMillis(500), half.toll().time().orElseThrow().p95());
    assertEquals(3, half.toll().right());
  }

  @Test
  void aboveTheBreakEvenShareItIsDearerAndBelowItCheaper() {
    for (long cheap : List.of(5, 30, 50, 90, 120)) {
      var rows =
          IntStream.range(0, 100)
              .mapToObj(i -> scored(i / 100.0, tried(true, cheap, cheap), tried(true, 100, 100)))
              .toList();
      var report = BreakEven.of(rows);
      double even = report.dearerFrom().orElseThrow();
      assertEquals(even, report.slowerFrom().orElseThrow(), 1e-12);
      for (var point : report.points()) {
        long cost = point.toll().perCall().orElseThrow().nanoUsd();
        if (cheap <= 100 && Math.abs(point.share() - even) > 1e-9) {
          assertEquals(point.share() > even, cost > 100, point::toString);
        }
        assertTrue(cheap <= 100 || cost > 100, point::toString);
      }
    }
  }

  /** The same again, as plainly as it can be said. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void everyPointIsWhatASimulatedCascadeComesTo(int seed) {
    var random = new Random(seed);
    var rows = new ArrayList<Scored>();
    int many = 1 + random.nextInt(150);
    for (int i = 0; i < many; i++) {
      rows.add(
          scored(
              random.nextInt(20) / 19.0,
              tried(random.nextBoolean(), random.nextInt(50), random.nextInt(300)),
              tried(random.nextInt(4) > 0, random.nextInt(500), random.nextInt(3000))));
    }
    for (var point : BreakEven.of(rows).points()) {
      long nano = 0;
      int right = 0;
      int escalated = 0;
      var millis = new ArrayList<Long>();
      for (var row : rows) {
        boolean accepts = row.right() >= point.accept();
        var duel = row.duel();
        nano += duel.cheap().cost().known().nanoUsd();
        long took = duel.cheap().time().orElseThrow().toMillis();
        if (!accepts) {
          escalated++;
          nano += duel.large().cost().known().nanoUsd();
          took += duel.large().time().orElseThrow().toMillis();
        }
        right += (accepts ? duel.cheap() : duel.large()).right() ? 1 : 0;
        millis.add(took);
      }
      millis.sort(null);
      assertEquals(nano, point.toll().cost().known().nanoUsd());
      assertEquals(right, point.toll().right());
      assertEquals(escalated, point.escalated());
      var time = point.toll().time().orElseThrow();
      long slower = millis.stream().filter(took -> took > time.p95().toMillis()).count();
      assertTrue(slower <= 0.05 * many, "of " + many + " are slower: " + slower);
      assertTrue(millis.contains(time.p95().toMillis()));
      double mean = millis.stream().mapToLong(Long::longValue).average().orElseThrow();
      assertEquals(mean, time.mean().toNanos() / 1e6, 1e-5);
    }
  }

  /** What runs of the plan itself are billed, to the nano-dollar. */
  @Test
  void everyPointIsWhatRunsOfTheCascadeAreBilled() {
    var answers = Map.of("a", "Ann.", "b", "Perhaps Bob.", "c", "I'm not sure, maybe Cy.", "d", "");
    var cheap = Answers.model("small", asked -> answers.getOrDefault(asked, ""));
    var large = Answers.model("large", asked -> "Ann.");
    var engine = Answers.engine();
    var duels =
        answers.entrySet().stream()
            .map(
                said ->
                    new Duel(
                        new Answered(said.getKey(), said.getValue()),
                        tried(said.getValue(), 1_000_000_000),
                        tried("Ann.", 10_000_000_000L)))
            .toList();
    var report = BreakEven.of(duels, Signs.usual()).block();
    assertEquals(4, report.points().size());
    for (var point : report.points()) {
      var plan =
          Cascade.of(cheap, large, Signs.usual().bars(Bars.accept(point.accept()))).plan("ask");
      var cost = Cost.NOTHING;
      int right = 0;
      for (var asked : answers.keySet()) {
        var result = engine.run(plan, Map.of("question", asked));
        cost = cost.plus(result.waybill().ledger().total());
        right += result.value().equals("Ann.") ? 1 : 0;
      }
      assertEquals(point.toll().cost(), cost);
      assertEquals(point.toll().right(), right);
    }
  }

  private static Tried tried(String answer, long nanoUsd) {
    return new Tried(answer.equals("Ann."), Cost.of(new Money(nanoUsd)), Optional.empty());
  }

  @Test
  void aThresholdForMoneyIsTheBestThatItBuys() {
    var report = BreakEven.of(times(10, four()));
    for (long most = 10; most <= 100; most++) {
      var limit = most;
      var best =
          report.points().stream()
              .filter(point -> point.toll().perCall().orElseThrow().nanoUsd() <= limit)
              .mapToInt(point -> point.toll().right())
              .max()
              .orElseThrow();
      var found = found(report, Goal.costPerCall(new Money(most)));
      assertEquals(best, found.point().toll().right());
      assertTrue(found.point().toll().perCall().orElseThrow().nanoUsd() <= most);
    }
    assertEquals(0.4, found(report, Goal.costPerCall(new Money(100))).bars().accept());
    refused(
        report,
        Goal.costPerCall(new Money(9)),
        "accepting every cheap answer costs $0.00000001 a call");
  }

  @Test
  void aThresholdForTheP95IsTheBestThatIsFastEnough() {
    var report = BreakEven.of(times(20, four()));
    assertEquals(0.2, found(report, Goal.p95(Duration.ofMillis(100))).bars().accept());
    assertEquals(0.4, found(report, Goal.p95(Duration.ofMillis(500))).bars().accept());
    refused(
        report, Goal.p95(Duration.ofMillis(99)), "accepting every cheap answer has one of 0.100");
  }

  @Test
  void aThresholdForAQualityEscalatesAsFewAsItMust() {
    var report = BreakEven.of(times(100, four()));
    var found = found(report, Goal.quality(0.7));
    assertEquals(0.4, found.bars().accept());
    assertTrue(found.point().toll().sureQuality() >= 0.7);
    assertEquals(0.2, found(report, Goal.quality(0.4)).bars().accept());
    refused(report, Goal.quality(0.8), "it is 75.0 % at best, and the large work alone has 75.0 %");
  }

  @Test
  void withTooFewRowsThereIsNoThresholdAndItSaysHowManyItTakes() {
    var few = BreakEven.of(times(7, four()));
    refused(few, Goal.costPerCall(new Money(100)), "from 28 rows: it takes 30 at least");
    refused(few, Goal.p95(Duration.ofMillis(500)), "from 28 rows: it takes 59 at least");
    refused(few, Goal.quality(0.99), "from 28 rows: it takes 2500 at least");
    var more = BreakEven.of(times(25, four()));
    var why = refused(more, Goal.quality(0.72), "100 rows are too few for 72.0 % right: they show");
    assertTrue(why.contains("75.0 % at best, of which 69.1 % is sure"), why);
    assertTrue(why.contains("and 75.0 % of the large work alone; about 400 rows would do"), why);
    assertInstanceOf(
        Threshold.Found.class, BreakEven.of(times(100, four())).threshold(Goal.quality(0.72)));
  }

  @Test
  void aQualityIsSureOfWhatWilsonsBoundSays() {
    var toll = new Toll(40, 30, Cost.NOTHING, Optional.empty());
    double share = toll.sureQuality(); // where 0.75 is 1.2816 of its standard errors above
    assertEquals(0.75, share + 1.2816 * Math.sqrt(share * (1 - share) / 40), 1e-12);
    assertEquals(1, new Toll(100_000, 100_000, Cost.NOTHING, Optional.empty()).sureQuality(), 1e-4);
    assertEquals(0, new Toll(10, 0, Cost.NOTHING, Optional.empty()).sureQuality(), 1e-12);
    assertEquals(50, Promise.rowsFor(0.5));
    assertEquals(2500, Promise.rowsFor(0.99));
  }

  @Test
  void anUnknownPriceIsNeverZero() {
    var unpriced = new Tried(true, Cost.UNPRICED, Optional.empty());
    var rows =
        Stream.concat(times(20, four()).stream(), Stream.of(scored(0.5, unpriced, unpriced)));
    var report = BreakEven.of(rows.toList());
    assertEquals(Optional.empty(), report.dearerFrom());
    assertEquals(Optional.empty(), report.slowerFrom());
    refused(report, Goal.costPerCall(new Money(100)), "2 calls have no known price");
    refused(report, Goal.p95(Duration.ofSeconds(1)), "do not say how long they took");
    assertEquals(0.2, found(report, Goal.quality(0.3)).bars().accept());
    assertTrue(
        report.toString().contains("nobody can say: a price is not known"), report::toString);
  }

  @Test
  void aFreeLargeWorkHasNoBreakEven() {
    var report = BreakEven.of(List.of(scored(0.5, tried(true, 1, 1), tried(true, 0, 0))));
    assertEquals(Optional.empty(), report.dearerFrom());
  }

  @Test
  void whereTheLargeWorkAtOnceWouldBeBetterItSaysSo() {
    var rows = new ArrayList<Scored>();
    for (int i = 0; i < 200; i++) {
      rows.add(scored(i / 200.0, tried(i == 199, 50, 300), tried(true, 100, 400)));
    }
    var found = found(BreakEven.of(rows), Goal.quality(0.87));
    assertEquals(2, found.cautions().size(), () -> found.cautions().toString());
    assertTrue(found.cautions().get(0).startsWith("no cheaper than"), () -> found.toString());
    assertEquals(List.of(), found(BreakEven.of(times(100, four())), Goal.quality(0.4)).cautions());
  }

  @Test
  void ofManyScoresEvenlyManyBarsAreKept() {
    var random = new Random(1);
    var rows =
        IntStream.range(0, 5000)
            .mapToObj(i -> scored(random.nextDouble(), tried(true, 1, 1), tried(true, 9, 9)))
            .toList();
    var points = BreakEven.of(rows).points();
    assertEquals(200, points.size());
    assertEquals(0, points.get(0).escalated());
    assertEquals(4999, points.get(199).escalated());
  }

  @Test
  void theReportNamesWhatIsThereAndNoMoreThanAFewBars() {
    var text = BreakEven.of(times(10, four())).toString();
    assertTrue(text.contains("dearer than the large work at once from 90.0 % escalated"), text);
    assertTrue(text.contains("large at once"), text);
    assertEquals(4 + 2 + 1 + 2, text.lines().count(), text);
  }

  @Test
  void whatNobodyAnsweredHasNoReport() {
    assertThrows(IllegalArgumentException.class, () -> BreakEven.of(List.of()));
    assertThrows(
        IllegalArgumentException.class, () -> scored(1.5, tried(true, 1, 1), tried(true, 1, 1)));
  }

  @Test
  void aDuelOfRunsHasItsBillAndItsTime() {
    Work<String, String> cheap = Answers.model("small", asked -> "Ann.");
    var plan =
        io.waybill.dsl.Flow.<String>plan(
            "one", flow -> flow.call("ask", flow.input("question", String.class), cheap));
    var run = Answers.engine().run(plan, Map.of("question", "Who?")).waybill();
    var tried = Tried.of(run, true);
    assertEquals(1_000_000_000, tried.cost().known().nanoUsd());
    assertEquals(run.wall(), tried.time().orElseThrow());
  }

  private static Threshold.Found found(BreakEven report, Goal goal) {
    return assertInstanceOf(Threshold.Found.class, report.threshold(goal));
  }

  private static String refused(BreakEven report, Goal goal, String why) {
    var said = assertInstanceOf(Threshold.Refused.class, report.threshold(goal)).why();
    assertTrue(said.contains(why), said);
    return said;
  }
}
