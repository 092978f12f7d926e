package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Bound;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Under a budget an answer is no longer than what is left buys, and each wire is told so. */
class LongestAnswerTest {
  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Chat chat(Maker maker, Optional<Integer> most) {
    var url =
        switch (maker) {
          case ANTHROPIC -> provider.anthropic();
          case GEMINI -> provider.gemini();
          case MISTRAL -> provider.mistral();
          case OLLAMA -> provider.ollama();
          case OPENAI -> provider.openai();
        };
    var dials = new Dials(Optional.empty(), Optional.empty(), most, Optional.empty(), "");
    // with a key of its own it is a gateway and not in house, wherever it listens
    var named = new NamedModel(maker, "m-1", List.of(Place.of(url)), "OWN_API_KEY", false, dials);
    var operator = new Operator(Map.of("OWN_API_KEY", "k"));
    return new Served(named, operator, () -> http, false).chat();
  }

  private static long limit(Maker maker, JsonNode body) {
    return switch (maker) {
      case ANTHROPIC, MISTRAL, OPENAI -> body.path("max_tokens").asLong();
      case GEMINI -> body.at("/generationConfig/maxOutputTokens").asLong();
      case OLLAMA -> body.at("/options/num_predict").asLong();
    };
  }

  private static Plan<String> asking(Chat chat) {
    return Flow.plan(
        "ask",
        flow -> flow.call("ask", flow.input("text", String.class), chat.text(), Policy.NONE));
  }

  /** A dollar for a million tokens read, ten for a million written. */
  private static LocalEngine engine() {
    return LocalEngine.builder()
        .prices(PriceBook.of(Map.of("m-1", Price.Rate.of("1", "10")), Map.of(), Optional.empty()))
        .build();
  }

  private static RunOptions spending(long nano) {
    return RunOptions.DEFAULT.withBudget(Budget.NONE.spending(new Money(nano)));
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void thePurseSaysHowLongAnAnswerMayBe(Maker maker) {
    var chat = chat(maker, Optional.empty());
    long input = chat.text().bound("Why?").input();
    provider.answer(Answer.of("word ".repeat(500)));
    var budget = spending(1000 * input + 10_000 * 100); // what it may read, and a hundred tokens
    var waybill =
        engine()
            .start(asking(chat), Map.of("text", "Why?"), budget)
            .result()
            .blockOptional()
            .orElseThrow()
            .waybill();
    assertEquals(100, limit(maker, provider.exchanges().get(0).body()));
    var posting = waybill.ledger().postings().get(0);
    assertEquals(100, posting.usage().output());
    assertEquals(100, posting.how().mostOutput());
    assertTrue(posting.cost().known().nanoUsd() <= 1000 * input + 10_000 * 100);
  }

  @ParameterizedTest
  @EnumSource(Maker.class)
  void whatIsDeclaredIsHeldForAndSent(Maker maker) {
    var chat = chat(maker, Optional.of(300));
    assertEquals(300, chat.text().bound("Why?").output());
    engine().run(asking(chat), Map.of("text", "Why?"));
    assertEquals(300, limit(maker, provider.exchanges().get(0).body()));
  }

  @Test
  void anthropicMustBeToldAndTheOthersNeedNot() {
    assertEquals(4096, chat(Maker.ANTHROPIC, Optional.empty()).text().bound("Why?").output());
    assertEquals(
        Bound.UNDECLARED, chat(Maker.OPENAI, Optional.empty()).text().bound("Why?").output());
  }

  @Test
  void whatDoesNotFitIsNotAsked() {
    var plan = asking(chat(Maker.OPENAI, Optional.empty()));
    var run = engine().start(plan, Map.of("text", "Why?"), spending(1000));
    var failed = assertThrows(RunException.class, () -> run.result().block());
    assertEquals(ErrorKind.BUDGET, failed.failure().kind());
    assertEquals(List.of(), provider.exchanges());
  }
}
