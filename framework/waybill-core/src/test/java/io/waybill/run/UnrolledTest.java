package io.waybill.run;

import static io.waybill.dsl.Bind.all;
import static io.waybill.dsl.Bind.value;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.work.Attempt;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
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
                          "items",
                          list,
                          3,
                          (f, item) -> {
                            var read = f.call("read", item, next);
                            return f.call("grade", all(List.of(read, item)), sum);
                          });
                  return flow.call("sum", doubled, sum);
                }));
    assertEquals(List.of("list"), afters.get("items[2]/read"));
    // not for the list again, for which reading has waited
    assertEquals(List.of("items[2]/read"), afters.get("items[2]/grade"));
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
                new Attempt("judge", WorkInfo.named("judge").build()),
                inside -> next.perform(n, inside));
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
        Unrolled.of(
                plan,
                List.of(
                    Postings.used("", "intent", 0, 1),
                    Postings.used("intent:billing/", "answer", 1, 2),
                    Postings.failed("check", 2, 3)),
                Map.of("intent", Outcome.of(Choice.of("billing")), "intent:billing/answer", quoted))
            .lines();
    assertEquals(Optional.of("billing"), lines.get(0).decision().map(Choice::label));
    assertEquals(Optional.of(Outcome.Kind.COMPUTED), lines.get(0).kind());
    assertEquals(List.of(source), lines.get(1).sources());
    assertEquals(Optional.of(Outcome.Kind.QUOTED), lines.get(1).kind());
    assertEquals(Optional.empty(), lines.get(2).kind());
  }

  @Test
  void attemptsOfAStepAreOneLineWhateverOrderTheyComeIn() {
    Plan<Long> plan = Flow.plan("one", flow -> flow.call("a", flow.input("n", Long.class), next));
    var postings =
        List.of(
            Postings.used("", "a", 3, 4),
            Postings.failed("a", 0, 1),
            Postings.used("stray/", "x", 9, 9));
    var lines = Unrolled.of(plan, postings, Map.of()).lines();
    assertEquals(List.of("a", "stray/x"), lines.stream().map(Waybill.Line::path).toList());
    assertEquals(
        List.of(Posting.Fate.FAILED, Posting.Fate.USED),
        lines.get(0).attempts().stream().map(Posting::fate).toList());
  }
}
