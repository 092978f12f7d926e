package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Sinks;

/** A stream that is cut in the middle is tried again, unless somebody saw its beginning. */
@Timeout(60)
class ShownTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final Sinks.One<Outcome<String>> followed = Sinks.one();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Plan<String> asking(Way way) {
    provider.answer(Answer.of("It is two years.").droppingAfter(2), Answer.of("Two years."));
    var chat = way.chat(way.url(provider), http);
    return Flow.plan(
        "cut",
        flow ->
            flow.call(
                "ask",
                flow.call(
                    "wait", flow.input("text", String.class), (text, call) -> followed.asMono()),
                chat.text(),
                Policy.NONE.retry(2)));
  }

  private static List<Posting.Fate> fates(Waybill waybill) {
    return waybill.ledger().postings().stream()
        .filter(posting -> posting.path().equals("ask"))
        .map(Posting::fate)
        .toList();
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"STREAMED", "ANTHROPIC", "OLLAMA"})
  void whatNobodySawIsTriedAgain(Way way) {
    followed.tryEmitValue(Outcome.of("How long?"));
    var result = LocalEngine.create().run(asking(way), Map.of("text", ""));
    assertEquals("Two years.", result.value());
    assertEquals(List.of(Posting.Fate.FAILED, Posting.Fate.USED), fates(result.waybill()));
    assertEquals(2, provider.exchanges().size());
  }

  @ParameterizedTest
  @EnumSource(
      value = Way.class,
      names = {"STREAMED", "ANTHROPIC", "OLLAMA"})
  void whatSomebodySawIsNot(Way way) {
    var run = LocalEngine.create().start(asking(way), Map.of("text", ""), RunOptions.DEFAULT);
    var seen =
        run.events()
            .doOnNext(event -> followed.tryEmitValue(Outcome.of("How long?")))
            .ofType(RunEvent.Token.class)
            .map(RunEvent.Token::text)
            .collectList()
            .toFuture();
    var failed = assertThrows(RunException.class, () -> run.result().block(PATIENCE));
    assertEquals(ErrorKind.TRANSIENT, failed.failure().kind());
    assertEquals(List.of("It ", "is "), seen.join());
    assertEquals(List.of(Posting.Fate.FAILED), fates(failed.waybill()));
    assertEquals(1, provider.exchanges().size());
  }
}
