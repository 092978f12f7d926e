package io.waybill.routing.feedback;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Score;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class DecisionLogTest {
  private static final String MAIL = "the invoice of ann@example.org";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void names() {
    file = folder.resolve("decisions.jsonl");
  }

  private static String scrubbed(String text) {
    return text.replaceAll("\\S+@\\S+", "[email]");
  }

  private static Score score(String metric, double value) {
    return new Score(metric, value, "", Score.Origin.PERSON);
  }

  @Test
  void aDecisionIsKnownByItsRunAndTheStepOnItsWaybill() {
    try (var log = DecisionLog.at(file)) {
      var router = log.remember(Desk.RULES, DecisionLogTest::scrubbed);
      var result = Desk.run(Desk.plan(router), "r1", MAIL);
      assertEquals("answered: " + MAIL, result.value());
      var id = DecisionId.of(result.waybill(), "intent");
      assertEquals(new DecisionId("r1", "intent"), id);
      assertEquals(id, DecisionId.parse("r1/intent"));
      router.outcome(id, score("helpful", 0.5));
      log.outcome(id, Decision.truth("billing", Score.Origin.PERSON));
    }
    var decision = Decisions.read(file).named(new DecisionId("r1", "intent"));
    assertEquals("billing", decision.label());
    assertEquals("the invoice of [email]", decision.text());
    assertEquals(Decision.Arm.LIVE, decision.arm());
    assertEquals(0.5, decision.score("helpful").orElseThrow().value());
    assertEquals(1, decision.score(Decision.TRUTH).orElseThrow().value());
    assertEquals(Optional.empty(), decision.score("speed"));
    assertTrue(decision.said().by().startsWith("rules 1 "), decision.said().by());
  }

  @Test
  void aStepThatDecidedNothingIsToldBesideThoseThatDid() {
    try (var log = DecisionLog.at(file)) {
      var waybill = Desk.run(Desk.plan(log.remember(Desk.RULES)), "r1", MAIL).waybill();
      var none =
          assertThrows(IllegalArgumentException.class, () -> DecisionId.of(waybill, "intend"));
      assertEquals(
          "no step 'intend' decided anything in run r1. Did you mean 'intent'? Known: intent.",
          none.getMessage());
    }
    assertThrows(IllegalArgumentException.class, () -> DecisionId.parse("r1"));
  }

  @Test
  void everythingThatADecisionWasMadeByComesBack() {
    var others = new LinkedHashMap<String, Double>();
    others.put("z", 0.2);
    others.put("a", 0.1);
    var choice =
        new Choice(
            "m",
            0.6,
            others,
            "said " + MAIL,
            new Choice.Grounds("gain", "cheap", Optional.of(new Money(1234)), 0.05));
    Router<String> router = (text, call) -> Mono.just(Outcome.of(choice));
    try (var log = DecisionLog.at(file)) {
      log.remember(router).perform(MAIL, CallContext.detached("alone")).block(Desk.PATIENCE);
    }
    var kept = Decisions.read(file).named(new DecisionId("", "alone")).said().choice();
    assertEquals(new Choice("m", 0.6, others, "", choice.grounds()), kept);
    assertEquals(List.of("z", "a"), List.copyOf(kept.runnersUp().keySet()));
  }

  @Test
  void noTextIsKeptUnlessSomebodySaysHow() throws IOException {
    try (var log = DecisionLog.at(file)) {
      Desk.run(Desk.plan(log.remember(Desk.RULES)), "r1", MAIL);
    }
    assertFalse(Files.readString(file).contains("invoice"), Files.readString(file));
    assertEquals("", Decisions.read(file).all().get(0).text());
  }

  @Test
  void whatTheScrubberTakesOutAndWhatLooksLikeASecretIsNeverInTheFile() throws IOException {
    var key = "sk-" + "a1b2c3d4".repeat(4);
    try (var log = DecisionLog.at(file)) {
      var router = log.remember(Desk.RULES, DecisionLogTest::scrubbed);
      Desk.run(Desk.plan(router.shadowed(Desk.OTHERS)), "r1", MAIL + " with " + key);
    }
    var all = Files.readString(file);
    assertFalse(all.contains("ann@"), all);
    assertFalse(all.contains("a1b2c3d4"), all);
    assertTrue(all.contains("[email]"), all);
  }

  @Test
  void aScrubberThatFailsCostsTheTextAndIsTold() throws IOException {
    var log = DecisionLog.at(file);
    var router =
        log.<String>remember(
            Desk.RULES,
            text -> {
              throw new IllegalStateException("cannot scrub " + text);
            });
    assertEquals("answered: " + MAIL, Desk.run(Desk.plan(router), "r1", MAIL).value());
    log.close();
    assertEquals(
        List.of(
            "a text could not be scrubbed (IllegalStateException): its decision is kept without it"),
        log.problems());
    assertFalse(Files.readString(file).contains("ann@"));
    assertEquals("", Decisions.read(file).named(new DecisionId("r1", "intent")).text());
  }

  @Test
  void aStepThatIsTriedAgainHasOneDecision() {
    Router<String> moody =
        (text, call) ->
            call.attempt() == 1
                ? Mono.error(new IOException("not now"))
                : Mono.just(Outcome.of(Choice.of("billing")));
    try (var log = DecisionLog.at(file)) {
      var router = log.remember(moody);
      router.perform(MAIL, CallContext.detached("a")).onErrorComplete().block(Desk.PATIENCE);
      log.remember(Router.described(Desk.RULES.info(), say("delivery")))
          .perform(MAIL, CallContext.detached("a"))
          .block(Desk.PATIENCE);
      log.remember(say("billing")).perform(MAIL, CallContext.detached("a")).block(Desk.PATIENCE);
    }
    var all = Decisions.read(file).all();
    assertEquals(1, all.size());
    assertEquals("billing", all.get(0).label());
  }

  private static Router<String> say(String label) {
    return (text, call) -> Mono.just(Outcome.of(Choice.of(label)));
  }

  @Test
  void theLastScoreOfAMetricCountsWhicheverCameFirst() {
    var id = new DecisionId("r1", "intent");
    try (var log = DecisionLog.at(file)) {
      log.outcome(id, score("helpful", 0)); // before the decision is there at all
      Desk.run(Desk.plan(log.remember(Desk.RULES)), "r1", MAIL);
      log.outcome(id, score("helpful", 1));
      log.outcome(id, score("quick", 0.3));
    }
    var decision = Decisions.read(file).named(id);
    assertEquals(List.of("helpful", "quick"), List.copyOf(decision.scores().keySet()));
    assertEquals(1, decision.score("helpful").orElseThrow().value());
  }

  @Test
  void aScoreOfAnUnknownDecisionIsKeptAndTold() {
    try (var log = DecisionLog.at(file)) {
      Desk.run(Desk.plan(log.remember(Desk.RULES)), "r1", MAIL);
      log.outcome(new DecisionId("r2", "intent"), score("helpful", 1));
    }
    var decisions = Decisions.read(file);
    assertEquals(
        List.of(new Decisions.Orphan(new DecisionId("r2", "intent"), score("helpful", 1))),
        decisions.orphans());
    assertEquals(Map.of(), decisions.all().get(0).scores());
    assertEquals(
        "no decision of a run 'r2' was remembered",
        assertThrows(
                IllegalArgumentException.class,
                () -> decisions.named(new DecisionId("r2", "intent")))
            .getMessage());
    assertEquals(
        "no decision 'intend' of run r1 was remembered. Did you mean 'intent'? Known: intent.",
        assertThrows(
                IllegalArgumentException.class,
                () -> decisions.named(new DecisionId("r1", "intend")))
            .getMessage());
  }

  @Test
  void aScoreThatSaysNothingIsRefused() {
    var log = DecisionLog.at(file);
    var id = new DecisionId("r1", "intent");
    for (var bad : List.of(score("", 1), score("helpful", Double.NaN))) {
      assertThrows(IllegalArgumentException.class, () -> log.outcome(id, bad));
    }
  }

  @Test
  void aLineThatACrashCutOffIsToldAndTakesNoOtherWithIt() throws IOException {
    decide("r1");
    var whole = Files.readString(file);
    Files.writeString(file, whole.substring(0, whole.length() / 2), StandardOpenOption.APPEND);
    decide("r2");
    var decisions = Decisions.read(file);
    assertEquals(
        List.of("r1", "r2"),
        decisions.all().stream().map(decision -> decision.id().run()).toList());
    assertEquals(
        List.of(file + " line 2: is cut off or damaged: it is not JSON"), decisions.problems());
  }

  private void decide(String run) {
    try (var log = DecisionLog.at(file)) {
      Desk.run(Desk.plan(log.remember(Desk.RULES)), run, MAIL);
    }
  }

  @Test
  void everyLineThatCannotBeReadIsToldWithItsPlace() throws IOException {
    decide("r1");
    Files.write(file, new byte[] {'"', (byte) 0xff, '\n'}, StandardOpenOption.APPEND);
    var wrong =
        List.of(
            "[1]",
            "{\"kind\":\"decision\",\"path\":\"a\"}",
            "{\"kind\":\"outcome\",\"run\":\"r1\",\"path\":\"intent\",\"metric\":\"m\",\"value\":1,\"origin\":\"oracle\"}",
            "{\"kind\":\"decision\",\"run\":\"r\",\"path\":\"a\",\"at\":\"2026-01-01T00:00:00Z\",\"by\":\"x\",\"label\":\"l\",\"confidence\":7}",
            "{\"kind\":\"prophecy\",\"run\":\"r1\",\"path\":\"intent\"}");
    Files.write(file, wrong, StandardOpenOption.APPEND);
    var decisions = Decisions.read(file);
    assertEquals(1, decisions.all().size());
    assertEquals(
        List.of(
            "line 2: is not UTF-8",
            "line 3: is no JSON object",
            "line 4: has no \"run\" that is a text",
            "line 5: has no \"origin\" that is known",
            "line 6: confidence must be in [0, 1], is 7.0",
            "line 7: is of a kind that this Waybill does not know: prophecy"),
        decisions.problems().stream().map(said -> said.substring(said.indexOf("line"))).toList());
  }

  @Test
  void aLogThatIsNotThereIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Decisions.read(file));
    assertThrows(
        IllegalArgumentException.class, () -> DecisionLog.at(folder.resolve("none/there.jsonl")));
    assertThrows(IllegalArgumentException.class, () -> DecisionLog.at(folder));
  }

  @Test
  void aDiskThatTakesNothingCostsNoDecisionAndIsTold() throws IOException {
    var log = DecisionLog.at(file);
    var plan = Desk.plan(log.remember(Desk.RULES));
    Files.delete(file);
    Files.createDirectory(file);
    assertEquals("answered: " + MAIL, Desk.run(plan, "r1", MAIL).value());
    assertThrows(Exception.class, () -> log.flushed().block(Desk.PATIENCE));
    assertThrows(UncheckedIOException.class, log::close);
    assertEquals(1, log.problems().size());
    assertTrue(
        log.problems().get(0).startsWith("decisions are not kept in " + file),
        log.problems().get(0));
    Files.delete(file);
    assertEquals("answered: " + MAIL, Desk.run(plan, "r2", MAIL).value());
    assertThrows(UncheckedIOException.class, log::close, "what was lost stays lost");
    assertEquals("r2", Decisions.read(file).all().get(0).id().run());
  }

  @Test
  void noDecisionWaitsForTheDisk() throws Exception {
    var goOn = new CountDownLatch(1);
    var log = DecisionLog.at(file);
    var router =
        log.<String>remember(
            Desk.RULES,
            text -> { // on the thread that writes
              assertDoesNotThrow(() -> goOn.await(30, TimeUnit.SECONDS));
              return text;
            });
    Desk.run(Desk.plan(router), "r1", MAIL);
    assertEquals(0, Files.size(file));
    goOn.countDown();
    log.close();
    assertEquals(1, Decisions.read(file).all().size());
  }

  @Test
  void aScrubberThatFailsBadlyCostsItsTextAndNoOtherLine() {
    var log = DecisionLog.at(file);
    var router =
        log.<String>remember(
            Desk.RULES,
            text -> {
              throw new StackOverflowError("as of a pattern on a long text");
            });
    Desk.run(Desk.plan(router), "r1", MAIL);
    var broken =
        log.<String>remember(
            Desk.RULES,
            text -> {
              throw new NoClassDefFoundError("of the scrubber");
            });
    Desk.run(Desk.plan(broken), "r2", MAIL);
    Desk.run(Desk.plan(log.remember(Desk.RULES)), "r3", MAIL);
    assertThrows(UncheckedIOException.class, log::close, "r2 is lost, and that is told");
    assertEquals(
        List.of("r1", "r3"),
        Decisions.read(file).all().stream().map(decision -> decision.id().run()).toList());
    assertEquals(2, log.problems().size(), log.problems()::toString);
  }

  @Test
  void whoFailsOnceAllIsWrittenKeepsNobodyFromWriting() {
    var log = DecisionLog.at(file);
    var failing =
        log.flushed()
            .doOnSuccess(
                written -> {
                  throw new NoClassDefFoundError("of whoever waited");
                })
            .subscribe();
    Desk.run(Desk.plan(log.remember(Desk.RULES)), "r1", MAIL);
    log.close();
    assertEquals(1, Decisions.read(file).all().size());
    failing.dispose();
  }

  @Test
  void aFileThatIsNamedByALinkIsTheSameFile() throws IOException {
    var real = Files.createDirectory(folder.resolve("real"));
    var link = Files.createSymbolicLink(folder.resolve("link"), real);
    assertSame(Appended.of(real.resolve("new.jsonl")), Appended.of(link.resolve("new.jsonl")));
    Files.createFile(real.resolve("old.jsonl"));
    var other = Files.createSymbolicLink(folder.resolve("x"), real.resolve("old.jsonl"));
    assertSame(Appended.of(real.resolve("old.jsonl")), Appended.of(other));
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    decide("r1");
    if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
    }
  }

  @Test
  void manyThreadsOfOneProcessLoseNothing() {
    var logs = List.of(DecisionLog.at(file), DecisionLog.at(file));
    var all =
        IntStream.range(0, 8)
            .mapToObj(
                thread ->
                    CompletableFuture.runAsync(
                        () ->
                            IntStream.range(0, 500)
                                .forEach(
                                    i ->
                                        logs.get(thread % 2)
                                            .outcome(
                                                new DecisionId(thread + "-" + i, "intent"),
                                                score("m", i)))))
            .toList();
    all.forEach(CompletableFuture::join);
    logs.forEach(DecisionLog::close);
    assertEquals(4000, Decisions.read(file).orphans().size());
    assertEquals(List.of(), Decisions.read(file).problems());
  }

  /** Run as a program of its own: one of several that write to one log. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] args) {
      try (var log = DecisionLog.at(Path.of(args[0]))) {
        IntStream.range(0, 2000)
            .forEach(i -> log.outcome(new DecisionId(args[1] + "-" + i, "intent"), score("m", i)));
      }
    }
  }

  @Test
  void processesThatWriteToOneLogLoseNothing() throws Exception {
    var writers = List.of(writer("a"), writer("b"));
    for (var writer : writers) {
      var said = new String(writer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(0, writer.waitFor(), said);
    }
    var decisions = Decisions.read(file);
    assertEquals(List.of(), decisions.problems());
    assertEquals(4000, decisions.orphans().size());
  }

  @Test
  void aProcessThatIsKilledLeavesAtMostOneLineThatCannotBeRead() throws Exception {
    var writer = writer("a");
    try (var lines = Stream.generate(() -> size(file))) {
      assertTrue(lines.anyMatch(size -> size > 0 || !writer.isAlive()));
    }
    writer.destroyForcibly().waitFor();
    decide("r1");
    var decisions = Decisions.read(file);
    assertEquals("billing", decisions.named(new DecisionId("r1", "intent")).label());
    assertTrue(decisions.problems().size() <= 1, decisions.problems().toString());
  }

  private static long size(Path file) {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process writer(String name) throws IOException {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(),
            file.toString(),
            name)
        .redirectErrorStream(true)
        .start();
  }

  @Test
  void whatIsKnownOfALabelIsAMeanOfThoseThatHaveAScore() {
    try (var log = DecisionLog.at(file)) {
      for (int i = 0; i < 30; i++) {
        var label = i < 20 ? "billing" : "delivery";
        decided(log, "r" + i, label, 1);
        if (i % 2 == 0) {
          log.outcome(
              new DecisionId("r" + i, "intent"),
              Decision.truth(i % 4 == 0 ? label : "other", Score.Origin.PERSON));
        }
      }
    }
    var decisions = Decisions.read(file);
    var means = decisions.means(Decision.TRUTH);
    assertEquals(List.of("billing", "delivery"), List.copyOf(means.keySet()));
    assertEquals(10, means.get("billing").n());
    assertEquals(0.5, means.get("billing").value(), 1e-12);
    var range = means.get("billing").interval().orElseThrow();
    assertEquals(0.2366, range.low(), 1e-4); // Wilson's for 5 of 10
    assertEquals(0.7634, range.high(), 1e-4);
    assertEquals(5, means.get("delivery").n());
    assertEquals(Optional.empty(), means.get("delivery").interval(), "five are too few");
    assertEquals(15, decisions.mean(Decision.TRUTH).orElseThrow().n());
    assertEquals(Optional.empty(), decisions.mean("helpful"), "unknown is not zero");
    assertEquals(Map.of(), decisions.means("helpful"));
    assertEquals(10, decisions.last(10).all().size());
    assertEquals("r29", decisions.last(10).all().get(9).id().run());
  }

  /** Where every tenth call is sent elsewhere, each of those stands for nine others. */
  @Test
  void whereLotsWereDrawnTheRareCountForMore() {
    try (var log = DecisionLog.at(file)) {
      for (int i = 0; i < 100; i++) {
        boolean rare = i % 10 == 0;
        decided(log, "r" + i, "billing", rare ? 0.1 : 0.9);
        log.outcome(new DecisionId("r" + i, "intent"), score("m", rare ? 1 : 0));
      }
    }
    var mean = Decisions.read(file).means("m").get("billing");
    assertEquals(100, mean.n());
    assertEquals(0.5, mean.value(), 1e-12);
    assertTrue(mean.interval().orElseThrow().high() - mean.interval().orElseThrow().low() > 0.2);
  }

  private static void decided(DecisionLog log, String run, String label, double propensity) {
    var choice =
        new Choice(
            label, 0.9, Map.of(), "", new Choice.Grounds("head", "", Optional.empty(), propensity));
    Router<String> router = (text, call) -> Mono.just(Outcome.of(choice));
    CallContext call =
        new CallContext() {
          @Override
          public String run() {
            return run;
          }

          @Override
          public String path() {
            return "intent";
          }
        };
    log.remember(router).perform("", call).block(Desk.PATIENCE);
  }

  @Test
  void aRememberedRouterIsDescribedAndBoundedAsTheOneItIsMadeOf() {
    var log = DecisionLog.at(file);
    var router = log.<String>remember(Desk.RULES);
    assertEquals(Desk.RULES.info(), router.info());
    assertEquals(Desk.RULES.bound(MAIL), router.bound(MAIL));
    var anonymous = log.<String>remember(say("billing"));
    assertEquals(WorkInfo.ANONYMOUS, anonymous.info());
  }
}
