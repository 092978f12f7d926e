package io.waybill.testkit;

import static io.waybill.testkit.Trials.PRICES;
import static io.waybill.testkit.Trials.fates;
import static io.waybill.testkit.Trials.plan;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.run.Engine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A step goes through an answer while it is being given, and gives what it gives of all of it. */
interface EngineOverlap {
  /** A word every 10 ms from 100 ms on: its sentences are there at 140, 180 and 210 ms. */
  String STORY = "One two three four. Five six seven eight. Nine ten eleven twelve.";

  Engine engine(Setting setting);

  private Engine on(VirtualTime time) {
    return engine(Setting.plain().prices(PRICES).clock(time.clock()));
  }

  private static ScriptedModel<Long> teller(VirtualTime time) {
    return ScriptedModel.<Long>named("maker", "small")
        .at(new Pace(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(10)))
        .on(time.scheduler());
  }

  /** Gives back the first word of what it is given, after so many milliseconds. */
  private static ScriptedWork<String, String> first(
      VirtualTime time, Function<String, Integer> millis) {
    return ScriptedWork.<String, String>named("first")
        .by(
            (text, call) ->
                Reply.of(text.split(" ", -1)[0]).after(Duration.ofMillis(millis.apply(text))))
        .on(time.scheduler());
  }

  private static ScriptedWork<String, String> first(VirtualTime time, int millis) {
    return first(time, text -> millis);
  }

  private static Plan<List<String>> firsts(
      Work<Long, String> teller, int atMost, Work<String, String> first) {
    return plan((flow, n) -> firsts(flow, flow.call("tell", n, teller), atMost, first));
  }

  private static Ref<List<String>> firsts(
      Flow flow, Ref<String> story, int atMost, Work<String, String> first) {
    return flow.each(
        "each",
        Bind.sentences(story),
        atMost,
        (item, sentence) -> item.call("first", sentence, first));
  }

  private static long millis(Waybill waybill, String path) {
    return waybill.lines().stream()
        .filter(line -> line.path().equals(path))
        .mapToLong(line -> line.attempts().get(0).ready() / 1_000_000)
        .findFirst()
        .orElseThrow();
  }

  @Test
  default void aStepThatGoesThroughAnAnswerBeginsWithItsFirstPiece() {
    var time = new VirtualTime();
    var result =
        time.run(on(time), firsts(teller(time).answers(STORY), 1, first(time, 50)), Trials.ONE);
    assertEquals(List.of("One", "Five", "Nine"), result.value());
    var waybill = result.waybill();
    assertEquals(140, millis(waybill, "each[0]/first"));
    assertEquals(190, millis(waybill, "each[1]/first"));
    assertEquals(240, millis(waybill, "each[2]/first"));
    assertEquals(Duration.ofMillis(290), waybill.wall());
  }

  @Test
  default void thePiecesOfAnAnswerAreOnTheWaybillAndItAddsUp() {
    var time = new VirtualTime();
    var told =
        firsts(teller(time).answers(STORY), 4, first(time, t -> t.startsWith("One") ? 90 : 10));
    var waybill = time.run(on(time), told, Trials.ONE).waybill();
    var after = waybill.lines().stream().map(line -> line.path() + line.after()).toList();
    assertEquals(
        List.of("tell[]", "each[0]/first[tell~0]", "each[1]/first[tell~1]", "each[2]/first[tell]"),
        after);
    assertEquals(List.of(140_000_000L, 180_000_000L), waybill.lines().get(0).pieces());
    var timing = waybill.timing();
    assertEquals(Duration.ofMillis(230), waybill.wall());
    assertEquals(waybill.wall(), timing.longest());
    var tell = timing.lines().get(0);
    assertEquals(Duration.ofMillis(140), tell.wall(), "it is critical up to its first piece");
    assertEquals(Duration.ofMillis(70), tell.overlapped());
  }

  @Test
  default void theResultsAreInTheOrderOfThePiecesWhoeverIsFaster() {
    var time = new VirtualTime();
    var slowFirst = first(time, text -> text.startsWith("One") ? 500 : 5);
    var result = time.run(on(time), firsts(teller(time).answers(STORY), 3, slowFirst), Trials.ONE);
    assertEquals(List.of("One", "Five", "Nine"), result.value());
    assertEquals(Duration.ofMillis(640), result.waybill().wall());
  }

  @Test
  default void noMorePiecesAreGoneThroughAtOnceThanTheStepAllows() {
    var time = new VirtualTime();
    var many = "Word here. ".repeat(20);
    var told = firsts(teller(time).answers(many), 2, first(time, 100));
    var waybill = time.run(on(time), told, Trials.ONE).waybill();
    assertEquals(140 + 10 * 100, waybill.wall().toMillis());
    for (var line : waybill.lines().subList(1, 21)) {
      long at = line.attempts().get(0).ready();
      long beside =
          waybill.lines().stream()
              .skip(1)
              .map(other -> other.attempts().get(0))
              .filter(other -> other.ready() <= at && at < other.ended())
              .count();
      assertTrue(beside <= 2, line.path());
    }
  }

  @Test
  default void anAnswerThatComesAllAtOnceIsGoneThroughWhenItIsThere() {
    var time = new VirtualTime();
    var silent =
        ScriptedWork.<Long, String>named("silent")
            .says(Reply.of(STORY).after(Duration.ofMillis(210)))
            .on(time.scheduler());
    var result = time.run(on(time), firsts(silent, 1, first(time, 50)), Trials.ONE);
    assertEquals(List.of("One", "Five", "Nine"), result.value());
    assertEquals(Duration.ofMillis(360), result.waybill().wall());
  }

  @Test
  default void anAnswerWithoutWordsHasNoPieces() {
    var time = new VirtualTime();
    var told = firsts(teller(time).says(Speech.tokens(" ", "\n")), 1, first(time, 50));
    assertEquals(List.of(), time.run(on(time), told, Trials.ONE).value());
  }

  /** Says one thing while it goes on, and answers another. */
  private static Work<Long, String> saying(VirtualTime time, String said, String answer) {
    return Trials.named(
        "saying",
        (n, call) ->
            Mono.fromRunnable(() -> call.emit(said))
                .then(Mono.delay(Duration.ofMillis(100), time.scheduler()))
                .map(passed -> Outcome.of(answer)));
  }

  @Test
  default void whatWasMadeOfAnAnswerThatTurnsOutOtherwiseIsTakenBack() {
    var time = new VirtualTime();
    var slow = first(time, text -> text.startsWith("Short") ? 20 : 500);
    var told = firsts(saying(time, "Short. Said so. And", "Short. It is so."), 4, slow);
    var result = time.run(on(time), told, Trials.ONE);
    assertEquals(List.of("Short.", "It"), result.value());
    assertEquals(
        List.of(
            "each[0]/first#1 USED",
            "tell#1 USED",
            "each[1]/first#1 DISCARDED",
            "each[2]/first#1 USED",
            "each[3]/first#1 USED"),
        fates(result.waybill().ledger().postings()));
    assertEquals(Duration.ofMillis(600), result.waybill().wall());
  }

  @Test
  default void anAnswerOfWhichAPieceWasHandedOnIsNotTriedAgain() {
    var time = new VirtualTime();
    var teller =
        teller(time)
            .says(Speech.of(STORY).failing(ErrorKind.TRANSIENT, "cut off"), Speech.of(STORY));
    Plan<List<String>> plan =
        plan(
            (flow, n) ->
                firsts(flow, flow.call("tell", n, teller, Bind.retry(3)), 2, first(time, 500)));
    var run = on(time).start(plan, Trials.ONE, RunOptions.DEFAULT);
    var thrown = assertThrows(RunException.class, () -> time.finish(run));
    assertEquals(ErrorKind.TRANSIENT, thrown.failure().kind());
    assertEquals("tell", thrown.failure().path());
    assertEquals(
        List.of("each[0]/first#1 CANCELLED", "each[1]/first#1 CANCELLED", "tell#1 FAILED"),
        fates(thrown.waybill().ledger().postings()).stream().sorted().toList());
  }

  @Test
  default void whatARescueAnswersIsGoneThroughInItsPlace() {
    var time = new VirtualTime();
    var teller = teller(time).says(Speech.of(STORY).failing(ErrorKind.REFUSED, "no"));
    Work<Object, String> sorry = Work.instant("sorry", failure -> "Sorry. No story.");
    Plan<List<String>> plan =
        plan(
            (flow, n) -> {
              var story = flow.call("tell", n, teller);
              flow.rescue(story, (body, failure) -> body.call("sorry", failure, sorry));
              return firsts(flow, story, 1, first(time, 500));
            });
    var result = time.run(on(time), plan, Trials.ONE);
    assertEquals(List.of("Sorry.", "No"), result.value());
    assertEquals(
        List.of("each[0]/first#1 DISCARDED", "each[1]/first#1 USED", "each[2]/first#1 USED"),
        fates(result.waybill().ledger().postings()).stream()
            .filter(fate -> fate.startsWith("each"))
            .toList());
  }

  @Test
  default void aRunIsCancelledInTheMiddleOfAnAnswerThatIsGoneThrough() {
    var time = new VirtualTime();
    var teller = teller(time).answers(STORY);
    var first = first(time, 500);
    var run = on(time).start(firsts(teller, 1, first), Trials.ONE, RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(185));
    run.cancel("enough");
    var thrown = Trials.failing(run);
    assertEquals(Waybill.Status.CANCELLED, thrown.waybill().status());
    assertEquals(1, teller.cancelled().size());
    assertEquals(1, first.cancelled().size());
    assertEquals(1, first.asked().size());
  }

  @Test
  default void aStepThatDoesSomethingInTheWorldWaitsForTheWholeAnswer() {
    var time = new VirtualTime();
    var info =
        WorkInfo.named("send")
            .effects(WorkInfo.Effects.CONSEQUENTIAL)
            .trust(WorkInfo.Trust.TRUSTED)
            .build();
    var send = ScriptedWork.<String, String>of(info).by((text, call) -> Reply.of("sent"));
    var teller =
        ScriptedModel.<Long>of("maker", trusted("teller"))
            .at(new Pace(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(10)))
            .on(time.scheduler())
            .answers(STORY);
    var waybill = time.run(on(time), firsts(teller, 1, send), Trials.ONE).waybill();
    assertEquals(210, millis(waybill, "each[0]/first"));
  }

  @Test
  default void aGuardsAnswerIsNotGoneThroughBeforeItIsThere() {
    var time = new VirtualTime();
    var info = WorkInfo.named("redact").privacy(WorkInfo.Privacy.CLEARED).build();
    var guard =
        ScriptedModel.<Long>of("maker", info)
            .at(new Pace(Duration.ZERO, Duration.ofMillis(100), Duration.ofMillis(10)))
            .on(time.scheduler())
            .answers(STORY);
    var waybill = time.run(on(time), firsts(guard, 1, first(time, 50)), Trials.ONE).waybill();
    assertEquals(210, millis(waybill, "each[0]/first"));
  }

  private static WorkInfo trusted(String name) {
    return WorkInfo.named(name).model("small").trust(WorkInfo.Trust.TRUSTED).build();
  }
}
