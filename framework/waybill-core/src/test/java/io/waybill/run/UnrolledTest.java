package io.waybill.run;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.work.Attempt;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class UnrolledTest {
  private final Puppets puppets = new Puppets(new Random(7));

  private final Work<Long, Long> next = puppets.answering(n -> n + 1);
  private final Work<List<Long>, Long> sum =
      puppets.answering(all -> all.stream().mapToLong(n -> n).sum());
  private final Work<Long, Choice> billing = puppets.answering(n -> Choice.of("billing"));
  private final Work<Long, Long> refuses = puppets.answering(n -> null);

  /** What each line waited for, by path. */
  private Map<String, List<String>> afters(Plan<?> plan) {
    var afters = new LinkedHashMap<String, List<String>>();
    puppets
        .run(plan, Map.of("n", 1L))
        .lines()
        .forEach(line -> afters.put(line.path(), line.after()));
    return afters;
  }

  @Test
  void aStepWaitsForWhatItReads() {
    var afters =
        afters(
            Flow.plan(
                "diamond",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var a = flow.call("a", n, next);
                  var b = flow.call("b", a, next);
                  var c = flow.call("c", a, next);
                  return flow.call("d", all(List.of(b, c)), sum);
                }));
    assertEquals(
        Map.of("a", List.of(), "b", List.of("a"), "c", List.of("a"), "d", List.of("b", "c")),
        afters);
  }

  @Test
  void aBranchWaitsForItsRouterAndForWhatItCaptures() {
    var afters =
        afters(
            Flow.plan(
                "routed",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var facts = flow.call("facts", n, next);
                  var intent =
                      flow.route("intent", n, billing)
                          .when("billing", b -> b.call("answer", facts, next))
                          .otherwise(b -> b.call("person", facts, next));
                  return flow.call("check", intent, next);
                }));
    assertEquals(List.of(), afters.get("intent"));
    assertEquals(List.of("facts", "intent"), afters.get("intent:billing/answer"));
    assertEquals(List.of("intent:billing/answer"), afters.get("check"));
  }

  @Test
  void aBranchThatDoesNothingIsThereWhenItsRouterAndItsValueAre() {
    var afters =
        afters(
            Flow.plan(
                "through",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var facts = flow.call("facts", n, next);
                  var intent =
                      flow.route("intent", n, billing)
                          .when("billing", b -> facts)
                          .otherwise(b -> b.call("person", facts, next));
                  return flow.call("check", intent, next);
                }));
    assertEquals(List.of("facts", "intent"), afters.get("check"));
  }

  @Test
  void aTurnWaitsForTheOneBefore() {
    Work<Long, Turn<Long>> twice =
        puppets.answering(n -> n < 3 ? new Turn.Again<>(n + 1) : new Turn.Done<>(n));
    var afters =
        afters(
            Flow.plan(
                "looped",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var first = flow.call("first", n, next);
                  var refined =
                      flow.<Long>loop(
                          "refine", first, 9, (f, turn) -> f.call("draft", turn, twice));
                  return flow.call("last", refined, next);
                }));
    assertEquals(List.of("first"), afters.get("refine[0]/draft"));
    assertEquals(List.of("refine[0]/draft"), afters.get("refine[1]/draft"));
    assertEquals(List.of("refine[1]/draft"), afters.get("last"));
  }

  @Test
  void allItemsWaitForTheListAndWhatReadsThemWaitsForAll() {
    var afters =
        afters(
            Flow.plan(
                "mapped",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var list = flow.call("list", n, puppets.answering(x -> List.of(1L, 2L, 3L)));
                  var doubled =
                      flow.<Long, Long>each(
                          "items", list, 3, (f, item) -> f.call("grade", item, next));
                  return flow.call("sum", doubled, sum);
                }));
    assertEquals(List.of("list"), afters.get("items[2]/grade"));
    assertEquals(List.of("items[0]/grade", "items[1]/grade", "items[2]/grade"), afters.get("sum"));
  }

  @Test
  void anItemThatMayNotRunYetWaitsForTheFirstToEnd() {
    var afters =
        afters(
            Flow.plan(
                "sequence",
                flow -> {
                  flow.input("n", Long.class);
                  var doubled =
                      flow.<Long, Long>each(
                          "items",
                          value(List.of(1L, 2L, 3L)),
                          1,
                          (f, item) -> f.call("grade", item, next));
                  return flow.call("sum", doubled, sum);
                }));
    assertEquals(List.of(), afters.get("items[0]/grade"));
    assertEquals(List.of("items[0]/grade"), afters.get("items[1]/grade"));
    assertEquals(List.of("items[1]/grade"), afters.get("items[2]/grade"));
  }

  @Test
  void aPlanInAPlanWaitsForItsInputs() {
    Plan<Long> inner =
        Flow.plan("inner", flow -> flow.call("step", flow.input("x", Long.class), next));
    var afters =
        afters(
            Flow.plan(
                "outer",
                flow -> {
                  var first = flow.call("first", flow.input("n", Long.class), next);
                  return flow.call("last", flow.sub("sub", first, inner), next);
                }));
    assertEquals(List.of("first"), afters.get("sub/step"));
    assertEquals(List.of("sub/step"), afters.get("last"));
  }

  @Test
  void aRescueWaitsForWhatFailed() {
    var afters =
        afters(
            Flow.plan(
                "rescued",
                flow -> {
                  var n = flow.input("n", Long.class);
                  var check = flow.call("check", n, refuses);
                  flow.rescue(check, (f, failure) -> f.call("person", n, next), ErrorKind.REFUSED);
                  var other = flow.call("other", n, refuses);
                  flow.rescue(other, (f, failure) -> f.call("apology", n, next));
                  return flow.call("last", all(List.of(check, other)), sum);
                }));
    assertEquals(List.of("check"), afters.get("check!REFUSED/person"));
    assertEquals(List.of("other"), afters.get("other!otherwise/apology"));
    assertEquals(List.of("check!REFUSED/person", "other!otherwise/apology"), afters.get("last"));
  }

  @Test
  void aCallInsideACallIsALineThatWaitedForTheSameAndThatNobodyWaitsFor() {
    Work<Long, Long> judged =
        (n, call) ->
            call.inner(
                new Attempt("judge", WorkInfo.named("judge").build()), () -> next.perform(n, call));
    var waybill =
        puppets.run(
            Flow.plan(
                "judged",
                flow -> {
                  var first = flow.call("first", flow.input("n", Long.class), next);
                  return flow.call("last", flow.call("answer", first, judged), next);
                }),
            Map.of("n", 1L));
    var inner = waybill.lines().stream().filter(Waybill.Line::inner).toList();
    assertEquals(List.of("answer/judge#1"), inner.stream().map(Waybill.Line::path).toList());
    assertEquals(List.of("first"), inner.get(0).after());
    assertTrue(waybill.lines().stream().noneMatch(line -> line.after().contains("answer/judge#1")));
    assertTrue(waybill.timing().lines().stream().noneMatch(line -> line.path().contains("#")));
    assertEquals(waybill.wall(), waybill.timing().longest());
  }

  @Test
  void notesOfAnOutcomeStandOnItsLine() {
    var plan =
        Flow.plan(
            "noted",
            flow -> {
              var n = flow.input("n", Long.class);
              var intent =
                  flow.route("intent", n, billing)
                      .when("billing", b -> b.call("answer", n, next))
                      .otherwise(b -> n);
              return flow.call("check", intent, next);
            });
    var source = new Source("returns.md", 120, 380, "sha256:00");
    var quoted = Outcome.of(1L, Usage.NONE, Outcome.Kind.QUOTED).from(List.of(source));
    var lines =
        Unrolled.lines(
            plan,
            List.of(
                used("", "intent", 0, 1),
                used("intent:billing/", "answer", 1, 2),
                failed("check", 2, 3)),
            Map.of("intent", Outcome.of(Choice.of("billing")), "intent:billing/answer", quoted));
    assertEquals(Optional.of("billing"), lines.get(0).decision().map(Choice::label));
    assertEquals(Optional.of(Outcome.Kind.COMPUTED), lines.get(0).kind());
    assertEquals(List.of(source), lines.get(1).sources());
    assertEquals(Optional.of(Outcome.Kind.QUOTED), lines.get(1).kind());
    assertEquals(Optional.empty(), lines.get(2).kind());
  }

  @Test
  void attemptsOfAStepAreOneLineWhateverOrderTheyComeIn() {
    Plan<Long> plan = Flow.plan("one", flow -> flow.call("a", flow.input("n", Long.class), next));
    var postings = List.of(used("", "a", 3, 4), failed("a", 0, 1), used("stray/", "x", 9, 9));
    var lines = Unrolled.lines(plan, postings, Map.of());
    assertEquals(List.of("a", "stray/x"), lines.stream().map(Waybill.Line::path).toList());
    assertEquals(
        List.of(Posting.Fate.FAILED, Posting.Fate.USED),
        lines.get(0).attempts().stream().map(Posting::fate).toList());
  }

  @Test
  void linesOfARandomRunBecameReadyWhenTheLastLineTheyWaitedForHadEnded() {
    int ok = 0;
    for (long seed = 0; seed < 3000; seed++) {
      var run = new RandomRun(seed);
      var waybill = run.waybill();
      var ends = new LinkedHashMap<String, Long>();
      waybill.lines().forEach(line -> ends.put(line.path(), Puppets.last(line).ended()));
      for (var line : waybill.lines()) {
        assertTrue(ends.keySet().containsAll(line.after()), () -> run + ": " + line);
        assertEquals(
            line.after().stream().mapToLong(ends::get).max().orElse(0),
            line.attempts().get(0).ready(),
            () -> run + ": " + line.path() + " after " + line.after());
      }
      assertEquals(waybill.wall(), waybill.timing().longest(), run::toString);
      ok += waybill.status() == Waybill.Status.OK ? 1 : 0;
      var shuffled = new ArrayList<>(waybill.ledger().postings());
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(paths(waybill.lines()), paths(run.unrolled(shuffled)), run::toString);
    }
    assertTrue(ok > 300 && ok < 2900, "both ends of a run are needed, " + ok + " were ok");
  }

  private static List<String> paths(List<Waybill.Line> lines) {
    return lines.stream().map(line -> line.path() + line.after()).sorted().toList();
  }

  @Test
  void aChainOfAHundredThousandStepsIsUnrolledAndTimedInAMoment() {
    int steps = 100_000;
    Plan<Long> plan =
        Flow.plan(
            "chain",
            flow -> {
              Ref<Long> last = flow.input("n", Long.class);
              for (int i = 0; i < steps; i++) {
                last = flow.call("s" + i, last, next);
              }
              return last;
            });
    var postings = LongStream.range(0, steps).mapToObj(i -> used("", "s" + i, i, i + 1)).toList();
    long before = System.nanoTime();
    var lines = Unrolled.lines(plan, postings, Map.of());
    var timing = waybill(lines, steps).timing();
    long took = System.nanoTime() - before;
    assertEquals(steps, timing.longest().toNanos());
    assertEquals(1, timing.lines().get(steps / 2).drag().toNanos());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
    System.out.printf("chain of %d: unrolled and timed in %d ms%n", steps, took / 1_000_000);
  }

  @Test
  void thousandsAfterThousandsShareWhatTheyWaitedFor() {
    int items = 5000;
    Plan<Long> plan =
        Flow.plan(
            "wide",
            flow -> {
              Ref<List<Long>> list = flow.input("n", List.class).at("all");
              var one =
                  flow.<Long, Long>each("one", list, items, (f, item) -> f.call("a", item, next));
              var two =
                  flow.<Long, Long>each("two", one, items, (f, item) -> f.call("b", item, next));
              return flow.call("sum", two, sum);
            });
    var postings = new ArrayList<Posting>();
    LongStream.range(0, items).forEach(i -> postings.add(used("one[" + i + "]/", "a", 0, 1 + i)));
    LongStream.range(0, items)
        .forEach(i -> postings.add(used("two[" + i + "]/", "b", items, items + 1 + i)));
    long before = System.nanoTime();
    var lines = Unrolled.lines(plan, postings, Map.of());
    var timing = waybill(lines, 2 * items).timing();
    long took = System.nanoTime() - before;
    assertEquals(items, lines.get(items).after().size());
    assertSame(lines.get(items).after(), lines.get(items + 1).after());
    assertEquals(2 * items, timing.longest().toNanos());
    assertTrue(took < 5_000_000_000L, "took " + took / 1_000_000 + " ms");
  }

  private static Waybill waybill(List<Waybill.Line> lines, long wall) {
    return new Waybill(
        "r",
        "p",
        Instant.EPOCH,
        Duration.ofNanos(wall),
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        new Ledger(List.of()),
        List.of(),
        Optional.empty());
  }

  private static Posting used(String scope, String step, long ready, long ended) {
    return posting(scope, step, Posting.Fate.USED, ready, ended);
  }

  private static Posting failed(String step, long ready, long ended) {
    return posting("", step, Posting.Fate.FAILED, ready, ended);
  }

  private static Posting posting(
      String scope, String step, Posting.Fate fate, long ready, long ended) {
    return new Posting(
        scope,
        step,
        1,
        WorkInfo.ANONYMOUS,
        fate,
        Usage.NONE,
        Cost.NOTHING,
        ready,
        ready,
        ended,
        Posting.Marks.NONE);
  }
}
