package io.waybill.guide;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.Asked;
import io.waybill.testkit.EngineContract;
import io.waybill.testkit.Pace;
import io.waybill.testkit.RandomPlan;
import io.waybill.testkit.RandomPlans;
import io.waybill.testkit.Reference;
import io.waybill.testkit.Reply;
import io.waybill.testkit.RouterContract;
import io.waybill.testkit.ScriptedModel;
import io.waybill.testkit.ScriptedWork;
import io.waybill.testkit.Speech;
import io.waybill.testkit.VirtualTime;
import io.waybill.testkit.WorkContract;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Tokens;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The page {@code docs/guide/testing.md}: what stands there between fences stands here too. */
class TestingGuideTest {
  // guide
  /** The workflow: whatever it does outside is handed to it. */
  static Plan<String> support(
      Work<String, Choice> intents,
      Work<String, String> small,
      Work<String, String> large,
      Work<String, String> person) {
    return Flow.plan(
        "support",
        flow -> {
          var ticket = flow.input("ticket", String.class);
          var policy = Bind.within(Duration.ofSeconds(8)).retry(1).orElse(large);
          return flow.route("intent", ticket, intents)
              .when(
                  "billing",
                  branch -> branch.call("billing", Bind.text("Answer: {}", ticket), small, policy))
              .otherwise(branch -> branch.call("person", ticket, person));
        });
  }

  // end

  // guide
  private static final Map<String, String> TICKET = Map.of("ticket", "charged twice");

  private final VirtualTime time = new VirtualTime();

  private final PriceBook prices =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "2"), "large", Price.Rate.of("10", "20")),
          Map.of(),
          Optional.empty());

  private final Engine engine = LocalEngine.builder().prices(prices).clock(time.clock()).build();

  private final ScriptedWork<String, Choice> intents =
      ScriptedWork.<String, Choice>named("intents")
          .whenever(ticket -> ticket.contains("charged"), Reply.of(Choice.of("billing")))
          .answers(Choice.of(Choice.OTHERWISE));

  private final ScriptedModel<String> small =
      ScriptedModel.<String>named("maker", "small")
          .at(new Pace(Duration.ofMillis(270), Duration.ofMillis(610), Duration.ofMillis(20)))
          .on(time.scheduler());

  private final ScriptedModel<String> large =
      ScriptedModel.<String>named("maker", "large").answers("We pay it back.");

  private final ScriptedWork<String, String> person =
      ScriptedWork.<String, String>named("person").answers("somebody will call");

  // end

  // guide
  @Test
  void aBillingTicketIsAnsweredByTheSmallModel() {
    var answering = small.says(Speech.of("You get it back.").reading(100));

    var result = time.run(engine, support(intents, answering, large, person), TICKET);

    assertEquals("You get it back.", result.value());
    assertEquals("Answer: charged twice", answering.asked().get(0).input());
    assertEquals(new Money(108_000), result.waybill().ledger().total().known());
    assertEquals(List.of(), person.asked());
  }

  // end

  // guide
  @Test
  void anAnswerOfFourTokensTakesWhatTheModelTakes() {
    var answering = small.says(Speech.of("You get it back."));

    var result = time.run(engine, support(intents, answering, large, person), TICKET);

    assertEquals(Duration.ofMillis(270 + 610 + 3 * 20), result.waybill().wall());
  }

  // end

  // guide
  @Test
  void aModelThatBreaksOffIsTriedAgainAndThenTheLargeOneIsAsked() {
    var breaking = small.says(Speech.tokens("You ", "get ").failing(ErrorKind.STALLED, "cut off"));

    var result = time.run(engine, support(intents, breaking, large, person), TICKET);

    assertEquals("We pay it back.", result.value());
    assertEquals(List.of(1, 2), breaking.asked().stream().map(Asked::attempt).toList());
    assertEquals(1, large.asked().size());
    assertTrue(result.waybill().ledger().wasted().known().nanoUsd() > 0);
  }

  // end

  // guide
  @Test
  void aModelThatSaysNothingIsGivenUpAfterEightSecondsTwice() {
    var silent = small.says(Speech.tokens().stalling());

    var result = time.run(engine, support(intents, silent, large, person), TICKET);

    assertEquals("We pay it back.", result.value());
    assertEquals(2, silent.cancelled().size());
    assertEquals(Duration.ofMillis(8_000 + 100 + 8_000), result.waybill().wall());
  }

  // end

  // guide
  @Test
  void cancellingStopsTheModelAndTheWaybillSaysWhatItWas() {
    var slow = small.says(Speech.of("You get it back."));
    var plan = support(intents, slow, large, person);

    var run = engine.start(plan, TICKET, RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(500));
    run.cancel("the customer left");

    var thrown = assertThrows(RunException.class, () -> time.finish(run));
    assertEquals(ErrorKind.CANCELLED, thrown.failure().kind());
    assertEquals(1, slow.cancelled().size());
    assertEquals(1, thrown.waybill().ledger().total().unpriced());
  }

  // end

  // guide
  /** A model of LangChain4j as work, as far as this page needs it. */
  static Work<String, String> chat(String name, ChatModel model) {
    return Work.described(
        WorkInfo.named(name).model(name).location(WorkInfo.Location.EXTERNAL).build(),
        (prompt, call) ->
            Mono.fromCallable(() -> model.chat(UserMessage.from(prompt)))
                .subscribeOn(Schedulers.boundedElastic())
                .map(response -> outcome(name, response)));
  }

  private static Outcome<String> outcome(String name, ChatResponse response) {
    var tokens = response.tokenUsage();
    var usage = Usage.tokens("openai", name, tokens.inputTokenCount(), tokens.outputTokenCount());
    return Outcome.of(response.aiMessage().text(), usage, Outcome.Kind.GENERATED);
  }

  @Test
  void theLedgerIsWhatTheProviderBills() {
    try (var provider = BillingProvider.start()) {
      provider.answer(Answer.of("You get it back.").using(Tokens.of(1001, 4)));
      var model =
          OpenAiChatModel.builder()
              .baseUrl(provider.openai())
              .apiKey("any")
              .modelName("small")
              .maxRetries(0)
              .build();
      var plan = support(intents, chat("small", model), large, person);

      var result = LocalEngine.builder().prices(pricesOf(provider)).build().run(plan, TICKET);

      assertEquals("You get it back.", result.value());
      assertEquals(provider.bill(), result.waybill().ledger().total().known().nanoUsd());
    }
  }

  /** The provider has nano-dollars per million tokens, the book has dollars. */
  private static PriceBook pricesOf(BillingProvider provider) {
    var its = provider.prices("small");
    var rate =
        new Price.Rate(
            BigDecimal.valueOf(its.input(), 9),
            BigDecimal.valueOf(its.cached(), 9),
            BigDecimal.valueOf(its.cacheWrite(), 9),
            BigDecimal.valueOf(its.output(), 9));
    return PriceBook.of(Map.of("small", rate), Map.of(), Optional.empty());
  }

  // end

  @Nested
  // guide
  class ShoutTest extends WorkContract<String, String> {
    @Override
    protected Work<String, String> work() {
      return Work.instant("shout", text -> text + "!");
    }

    @Override
    protected List<String> inputs() {
      return List.of("hello", "goodbye");
    }

    @Override
    protected Optional<Hanging<String, String>> hanging() {
      return Optional.empty(); // its answer is always at hand
    }

    @Override
    protected Optional<Failing<String, String>> failing() {
      return Optional.empty(); // nobody bills for it
    }
  }

  // end

  @Nested
  // guide
  class ChatTest extends WorkContract<String, String> {
    private final ScriptedModel<String> chat = ScriptedModel.named("maker", "small");

    @Override
    protected Work<String, String> work() {
      return chat.by((prompt, call) -> Speech.of("You said " + prompt));
    }

    @Override
    protected List<String> inputs() {
      return List.of("hello", "goodbye");
    }

    @Override
    protected Optional<Hanging<String, String>> hanging() {
      var silent = chat.says(Speech.of("Well ...").stalling());
      Mono<Void> stopped = Mono.fromRunnable(() -> assertEquals(1, silent.cancelled().size()));
      return Optional.of(new Hanging<>(silent, "hello", Mono.empty(), stopped));
    }

    @Override
    protected Optional<Failing<String, String>> failing() {
      var refusing = chat.says(Speech.tokens("No", ".").failing(ErrorKind.REFUSED, "not that"));
      var used = Usage.tokens("maker", "small", 1, 2);
      return Optional.of(new Failing<>(refusing, "hello", ErrorKind.REFUSED, used));
    }
  }

  // end

  @Nested
  // guide
  class IntentsTest extends RouterContract<String> {
    @Override
    protected Work<String, Choice> work() {
      var info = WorkInfo.named("intents").labels(Set.of("billing")).build();
      var chosen = Work.<String, Choice>instant("rule", IntentsTest::choose);
      return Router.described(info, chosen::perform);
    }

    private static Choice choose(String ticket) {
      return Choice.of(ticket.contains("invoice") ? "billing" : Choice.OTHERWISE);
    }

    @Override
    protected List<String> inputs() {
      return List.of("my invoice is wrong", "an invoice twice");
    }

    @Override
    protected List<String> outOfScope() {
      return List.of("a poem about the sea");
    }

    @Override
    protected Optional<Hanging<String, Choice>> hanging() {
      return Optional.empty();
    }

    @Override
    protected Optional<Failing<String, Choice>> failing() {
      return Optional.empty();
    }
  }

  // end

  @Nested
  // guide
  class MyEngineTest extends EngineContract {
    @Override
    public Engine engine(Setting setting) {
      var engine =
          LocalEngine.builder()
              .prices(setting.prices())
              .journal(setting.journal())
              .clock(setting.clock());
      setting.listeners().forEach(engine::listener);
      return engine.build();
    }
  }

  // end

  // guide
  @Test
  void aPlanMeansTheSameToTheEngineAndToTheReference() {
    var random = RandomPlans.of(11);
    var meaning = Reference.of(random.plan(), random.inputs());
    random.nextRun(time.scheduler());
    var priced = LocalEngine.builder().prices(RandomPlan.PRICES).clock(time.clock()).build();

    var result = time.run(priced, random.plan(), random.inputs());

    assertEquals(meaning.value(), Optional.of(result.value()));
    assertEquals(meaning.cost(RandomPlan.PRICES), result.waybill().ledger().total());
    assertEquals(meaning.certain().size(), random.bill().entries().size());
  }

  // end

  @Test
  void theSnippetsOfThePageAreTheOnesThatAreTested() throws IOException {
    var page = Files.readString(Path.of("../../docs/guide/testing.md"));
    var source = Files.readString(Path.of("src/test/java/io/waybill/guide/TestingGuideTest.java"));
    var shown = found(page, "```java\n(.*?)```\n").toList();
    assertEquals(
        found(source, "  // guide\n(.*?)\n  // end\n").map(TestingGuideTest::outdented).toList(),
        shown);
    assertEquals(13, shown.size());
  }

  private static Stream<String> found(String text, String pattern) {
    return Pattern.compile(pattern, Pattern.DOTALL)
        .matcher(text)
        .results()
        .map(match -> match.group(1).strip());
  }

  /** Without the blanks that the class around it indents it by. */
  private static String outdented(String snippet) {
    return snippet.lines().map(line -> line.replaceFirst("^ {2}", "")).collect(joining("\n"));
  }
}
