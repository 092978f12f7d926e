package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunOptions;
import io.waybill.testkit.Pace;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Tokens;
import io.waybill.testkit.outside.LlamaServer;
import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.ToyModel;
import io.waybill.work.EngineTimes;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An engine in house says where its time went: the receipt has it, and waiting there is free. */
@Timeout(120)
class EngineTimesTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
  }

  private Chat named(String name, Map<String, String> environment) {
    return new ModelCatalog(environment, () -> http).named(name);
  }

  private Chat toy(LlamaServer server) {
    return named(server.url() + "#" + LlamaServer.MODEL, Map.of());
  }

  private static Plan<String> plan(Chat chat) {
    return Flow.plan("ask", flow -> flow.call("said", flow.input("q", String.class), chat.text()));
  }

  /** Sells its time for a nano-dollar a microsecond. */
  private static LocalEngine engine(Chat chat) {
    var pool = chat.text().info().pool();
    var book = PriceBook.of(Map.of(), Map.of(pool, new BigDecimal("3.6")), Optional.empty());
    return LocalEngine.builder().prices(book).build();
  }

  private static Run<String> ask(LocalEngine engine, Plan<String> plan, String q) {
    return engine.start(plan, Map.of("q", q), RunOptions.DEFAULT);
  }

  private static Posting posting(Run<String> run) {
    return run.result().block(LONGEST).waybill().ledger().postings().get(0);
  }

  private static EngineTimes times(Posting posting) {
    return posting.marks().engine().orElseThrow();
  }

  private static long service(Posting posting) {
    return posting.parts().service();
  }

  private static void assertChargedForNoMoreThanItsWork(Posting posting) {
    long charged = posting.billed().engine().toNanos();
    assertTrue(0 < charged && charged <= posting.usage().engine().toNanos(), posting::toString);
    assertEquals(charged / 1e3, posting.cost().known().nanoUsd(), 0.5);
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void aRealLlamaServerSaysItsPrefillAndItsDecodeAndTheyFitIntoTheAttempt() {
    try (var server = LlamaServer.with(ToyModel.brief(1))) {
      var plan = plan(toy(server));
      var engine = engine(toy(server));
      var first = posting(ask(engine, plan, "Where is my order? I asked for it on Monday."));
      var times = times(first);
      assertEquals("llama.cpp", times.engine());
      assertEquals(Optional.empty(), times.queue());
      assertEquals(Optional.empty(), times.load());
      assertTrue(times.prefill().orElseThrow().toNanos() > 0, times::toString);
      assertTrue(times.decode().orElseThrow().toNanos() > 0, times::toString);
      assertTrue(times.busy().toNanos() <= service(first), () -> times + " in " + first);
      assertEquals(times.busy(), first.usage().engine());
      assertChargedForNoMoreThanItsWork(first);

      var again = posting(ask(engine, plan, "Where is my order? I asked for it on Monday."));
      assertEquals(server.cached(), again.usage().cacheRead());
      assertTrue(again.usage().cacheRead() > 0, again::toString);
    }
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void whoWaitsForTheOnlySlotOfARealLlamaServerIsNotChargedForWaiting() {
    try (var server = LlamaServer.with(ToyModel.endless(1))) {
      var chat = toy(server);
      var engine = engine(chat);
      var talking = ask(engine, plan(chat.withMostOutput(1000)), "Tell me all.");
      talking.events().ofType(RunEvent.Token.class).blockFirst(LONGEST);
      var waiting = posting(ask(engine, plan(chat.withMostOutput(3)), "And me?"));
      var before = posting(talking);
      var times = times(waiting);
      assertTrue(times.busy().toNanos() < service(waiting) / 2, () -> times + " in " + waiting);
      for (var posting : List.of(before, waiting)) {
        assertEquals(times(posting).busy(), posting.usage().engine());
        assertChargedForNoMoreThanItsWork(posting);
        System.out.printf(
            "llama-server, one slot: %,d µs in all, %,d at work, %,d charged%n",
            service(posting) / 1000,
            posting.usage().engine().toNanos() / 1000,
            posting.billed().engine().toNanos() / 1000);
      }
    }
  }

  @Test
  void ollamaSaysItsLoadTooAndIsChargedForNoMoreThanItsWork() {
    try (var ollama = BillingProvider.start()) {
      var pace = new Pace(Duration.ofMillis(3), Duration.ofMillis(5), Duration.ofMillis(2));
      ollama.answering(question -> Answer.of("Hello you").using(Tokens.of(7, 2)).at(pace));
      var chat = named("ollama/m-1", Map.of("OLLAMA_HOST", ollama.ollama()));
      var posting = posting(ask(engine(chat), plan(chat), "Hi"));
      var said =
          new EngineTimes(
              "ollama",
              Optional.empty(),
              Optional.of(Duration.ofNanos(3_001_000)),
              Optional.of(Duration.ofNanos(5_007_000)),
              Optional.of(Duration.ofNanos(2_002_000)));
      assertEquals(Optional.of(said), posting.marks().engine());
      assertEquals(said.busy(), posting.usage().engine());
      assertChargedForNoMoreThanItsWork(posting);
    }
  }
}
