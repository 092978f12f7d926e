package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunResult;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class CascadeTest {
  private static final String ASKED = "How many legs has a spider?";
  private static final Work<String, String> LARGE =
      Answers.model("large", asked -> "Eight legs: it is no insect.");
  private static final Work<String, String> SURE = Answers.model("small", asked -> "Eight.");
  private static final Work<String, String> UNSURE =
      Answers.model("small", asked -> "I'm not sure, perhaps six, but it might be more.");

  private final LocalEngine engine = Answers.engine();

  private RunResult<String> run(Plan<String> plan) {
    return engine.run(plan, Map.of("question", ASKED));
  }

  private static long dollars(Waybill waybill) {
    assertEquals(0, waybill.ledger().total().unpriced());
    return waybill.ledger().total().known().nanoUsd() / 1_000_000_000;
  }

  private static List<String> paths(Waybill waybill) {
    return waybill.lines().stream().map(Waybill.Line::path).toList();
  }

  /** Says the same of every answer. */
  private static Router<Answered> saying(String label, String... labels) {
    var info =
        WorkInfo.named("says")
            .config(Map.of("label", label))
            .types(Answered.class, Choice.class)
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(Set.of(labels))
            .build();
    return Router.described(info, (asked, call) -> Mono.just(Outcome.of(Choice.of(label))));
  }

  @Test
  void anAnswerThatWillDoIsAcceptedAndTheLargeWorkIsNeverAsked() {
    var result = run(Cascade.of(SURE, LARGE, Signs.usual()).plan("ask"));
    assertEquals("Eight.", result.value());
    assertEquals(1, dollars(result.waybill()));
    assertEquals(List.of("cheap", "answer"), paths(result.waybill()));
  }

  @Test
  void anAnswerThatWillNotIsEscalatedAndStaysOnTheBill() {
    var result = run(Cascade.of(UNSURE, LARGE, Signs.usual()).plan("ask"));
    assertEquals("Eight legs: it is no insect.", result.value());
    assertEquals(11, dollars(result.waybill()));
    assertEquals(List.of("cheap", "answer", "answer:escalate/large"), paths(result.waybill()));
  }

  @Test
  void theDecisionIsALineOfTheBillWithItsReason() {
    var line = run(Cascade.of(UNSURE, LARGE, Signs.usual()).plan("ask")).waybill().lines().get(1);
    var choice = line.decision().orElseThrow();
    assertEquals("escalate", choice.label());
    assertEquals("signs", choice.grounds().stage());
    assertTrue(choice.reason().contains("hedges -3.60"), choice::reason);
  }

  @Test
  void aPersonIsHandedQuestionAndAnswer() {
    var plan =
        Cascade.of(UNSURE, LARGE, Signs.usual().bars(new Bars(0.9, 0.8)))
            .person(Work.instant("desk", text -> "Handed over: " + text))
            .plan("ask");
    var result = run(plan);
    assertEquals(
        "Handed over: How many legs has a spider?\n\nNot sure: I'm not sure, perhaps six, but it might be more.",
        result.value());
    assertEquals(1, dollars(result.waybill()));
  }

  @Test
  void whereThereIsNoPersonTheLargeWorkIsAsked() {
    var result = run(Cascade.of(SURE, LARGE, saying("person")).plan("ask"));
    assertEquals(List.of("cheap", "answer", "answer:otherwise/large"), paths(result.waybill()));
  }

  @Test
  void aScorerThatAbstainsEscalates() {
    var result = run(Cascade.of(SURE, LARGE, saying(Choice.OTHERWISE)).plan("ask"));
    assertEquals("Eight legs: it is no insect.", result.value());
  }

  @Test
  void aScorerThatOnlyAcceptsOrAbstainsNeedsNoOtherLabel() {
    var result = run(Cascade.of(SURE, LARGE, saying("accept", "accept")).plan("ask"));
    assertEquals("Eight.", result.value());
  }

  @Test
  void whenTheCheapWorkFailsTheLargeOneIsAskedAndBothAreOnTheBill() {
    for (var kind : List.of(ErrorKind.INVALID, ErrorKind.AUTH, ErrorKind.USER_CODE)) {
      var plan = Cascade.of(Answers.failing("small", kind), LARGE, Signs.usual()).plan("ask");
      var result = run(plan);
      assertEquals("Eight legs: it is no insect.", result.value());
      assertEquals(11, dollars(result.waybill()));
      var cheap = result.waybill().lines().get(0);
      assertEquals(Posting.Fate.FAILED, cheap.attempts().get(0).fate());
      assertEquals(Posting.Role.SKIPPED, cheap.degraded().orElseThrow().how().role());
      var reason = result.waybill().lines().get(1).decision().orElseThrow().reason();
      assertTrue(reason.contains("empty -8.00"), reason);
    }
  }

  @Test
  void aCheapWorkThatIsTriedAgainIsTriedAgainFirst() {
    var plan =
        Cascade.of(Answers.failing("small", ErrorKind.TRANSIENT), LARGE, Signs.usual())
            .cheapPolicy(Policy.NONE.retry(1).backoff(java.time.Duration.ofMillis(1)))
            .plan("ask");
    assertEquals(12, dollars(run(plan).waybill()));
    assertThrows(
        IllegalArgumentException.class,
        () -> Cascade.of(SURE, LARGE, Signs.usual()).cheapPolicy(Policy.NONE.orSkip("no idea")));
  }

  @Test
  void whenTheScorerFailsTheLargeWorkIsAsked() {
    Router<Answered> broken = (asked, call) -> Mono.error(new IllegalStateException("no judge"));
    var result = run(Cascade.of(SURE, LARGE, broken).plan("ask"));
    assertEquals(List.of("cheap", "answer", "answer:escalate/large"), paths(result.waybill()));
  }

  @Test
  void whenTheLargeWorkFailsNobodyGetsTheRejectedAnswer() {
    var failing = Answers.failing("large", ErrorKind.INVALID);
    var cascade = Cascade.of(UNSURE, failing, Signs.usual());
    var failed = assertThrows(RunException.class, () -> run(cascade.plan("ask")));
    assertEquals(11, dollars(failed.waybill()));
    var told = cascade.largePolicy(Policy.NONE.orSkip("Ask again tomorrow.")).plan("ask");
    assertEquals("Ask again tomorrow.", run(told).value());
  }

  @Test
  void anAnswerThatIsHeardOutIsSeenToBeCutOff() {
    var cut = Answers.model("small", asked -> "Eight.", Outcome.Finish.LENGTH);
    assertEquals("Eight.", run(Cascade.of(cut, LARGE, Signs.usual()).plan("ask")).value());
    var heard = Cascade.hearing(Answer.heard(cut), LARGE, Signs.usual()).plan("ask");
    var result = run(heard);
    assertEquals("Eight legs: it is no insect.", result.value());
    assertTrue(
        result.waybill().lines().get(1).decision().orElseThrow().reason().contains("cut -4.00"));
    var whole = Cascade.hearing(Answer.heard(SURE), LARGE, Signs.usual()).plan("ask");
    assertEquals("Eight.", run(whole).value());
    assertEquals(1, dollars(run(whole).waybill()));
  }

  @Test
  void whatIsHeardOutMayFailToo() {
    var failing = Answer.heard(Answers.failing("small", ErrorKind.INVALID));
    var result = run(Cascade.hearing(failing, LARGE, Signs.usual()).plan("ask"));
    assertEquals("Eight legs: it is no insect.", result.value());
    assertEquals(11, dollars(result.waybill()));
  }

  @Test
  void itIsAPlanAsAnyOther() {
    var plan = Cascade.of(SURE, LARGE, Signs.usual()).plan("ask");
    assertEquals(plan, Cascade.of(SURE, LARGE, Signs.usual()).plan("ask"));
    assertEquals(plan.hash(), Cascade.of(SURE, LARGE, Signs.usual()).plan("ask").hash());
    var others =
        List.of(
            Cascade.of(LARGE, LARGE, Signs.usual()),
            Cascade.of(SURE, SURE, Signs.usual()),
            Cascade.of(SURE, LARGE, Signs.usual().bars(Bars.accept(0.9))),
            Cascade.of(SURE, LARGE, Signs.usual().weigh(Sign.HEDGES, -3)),
            Cascade.of(SURE, LARGE, Signs.usual()).person(Work.instant("desk", asked -> asked)),
            Cascade.hearing(Answer.heard(SURE), LARGE, Signs.usual()));
    for (var other : others) {
      assertNotEquals(plan, other.plan("ask"));
      assertNotEquals(plan.hash(), other.plan("ask").hash());
    }
    assertTrue(plan.mermaid().contains("accept"), plan::mermaid);
  }

  @Test
  void itIsABodyOrAPlanInsideAnother() {
    var cascade = Cascade.of(SURE, LARGE, Signs.usual());
    var plan =
        Flow.<String>plan(
            "desk",
            flow -> {
              var question = flow.input("question", String.class);
              var inside = cascade.ask(flow, question);
              var below = flow.sub("again", question, cascade.plan("ask"));
              return flow.call(
                  "both", io.waybill.dsl.Bind.text("{} {}", inside, below), (String text) -> text);
            });
    var result = run(plan);
    assertEquals("Eight. Eight.", result.value());
    assertFalse(paths(result.waybill()).contains("again/answer:escalate/large"));
    assertTrue(paths(result.waybill()).contains("again/cheap"));
  }
}
