package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.ledger.Posting;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model at two places, each of which keeps its own bill. */
@Timeout(60)
class AffinityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final BillingProvider one = BillingProvider.start();
  private final BillingProvider other = BillingProvider.start();
  private final Http http = Http.create();

  @AfterEach
  void close() {
    http.close();
    one.close();
    other.close();
  }

  private Work<String, String> model() {
    var urls = List.of(Place.of(one.openai()), Place.of(other.openai()));
    var named = new NamedModel(Maker.OPENAI, "m-1", urls, "", false, Dials.NONE);
    return new Served(named, new Operator(Map.of()), () -> http, false).chat().text();
  }

  private int asked(BillingProvider provider) {
    return provider.exchanges().size();
  }

  /** The work, each call of which belongs to this conversation. */
  private static Work<String, String> of(String conversation, Work<String, String> work) {
    return Work.described(
        work.info(),
        (text, call) ->
            Line.open(
                call,
                conversation,
                (line, sink) -> {
                  var asked = work.perform(text, line).subscribe(sink::success, sink::error);
                  line.onCancel(asked::dispose);
                }));
  }

  private static List<Posting> run(Work<String, String> work, String text) {
    var plan =
        Flow.<String>plan(
            "talk",
            flow -> flow.call("ask", flow.input("text", String.class), work, Policy.NONE.retry(2)));
    return LocalEngine.create().run(plan, Map.of("text", text)).waybill().ledger().postings();
  }

  @Test
  void aConversationOfTwentyTurnsStaysOnOneAndGoesToTheOtherWhenThatDies() {
    var talk = of("conversation-7", model());
    for (int turn = 0; turn < 20; turn++) {
      assertEquals(1, run(talk, "Turn " + turn).size());
    }
    var home = asked(one) > 0 ? one : other;
    var spare = home.equals(one) ? other : one;
    assertEquals(20, asked(home));
    assertEquals(0, asked(spare));
    home.close();
    var postings = run(talk, "And now?");
    assertEquals(
        List.of(Posting.Fate.FAILED, Posting.Fate.USED),
        postings.stream().map(Posting::fate).toList());
    assertEquals(1, asked(spare), "the next attempt goes to the other");
    assertEquals(1, run(talk, "Still there?").size());
    assertEquals(2, asked(spare));
  }

  @Test
  void whatBelongsToNoConversationIsSharedOut() {
    var model = model();
    for (int call = 0; call < 20; call++) {
      run(model, "Call " + call);
    }
    assertEquals(List.of(10, 10), List.of(asked(one), asked(other)));
  }

  @Test
  void whoIsBusyIsNotAskedAsLongAsAnotherIsIdle() {
    var arrived = new CompletableFuture<BillingProvider>();
    for (var provider : List.of(one, other)) {
      provider.answering(
          question -> {
            if (arrived.isDone()) {
              return Answer.of("Hello");
            }
            arrived.complete(provider);
            return Answer.SILENCE;
          });
    }
    var model = model();
    var first = model.perform("Wait", CallContext.detached("a")).subscribe();
    var busy = arrived.orTimeout(30, java.util.concurrent.TimeUnit.SECONDS).join();
    for (int call = 0; call < 6; call++) {
      assertEquals("Hello", value(model));
    }
    assertEquals(1, asked(busy));
    first.dispose();
    busy.exchanges().get(0).awaitClosed(PATIENCE);
    for (int call = 0; call < 6; call++) {
      value(model);
    }
    assertEquals(4, asked(busy), "a cancelled call keeps nobody busy");
  }

  private static String value(Work<String, String> work) {
    return Objects.requireNonNull(
        work.perform("Hi", CallContext.detached("b")).map(said -> said.value()).block(PATIENCE));
  }

  @Test
  void openAiItselfIsToldWhatItsCacheShouldGoBy() {
    var all = new ArrayList<Map<String, Object>>();
    for (var url : List.of("https://api.openai.com/v1", "https://api.groq.com/openai/v1")) {
      for (var conversation : List.of("c-1", "")) {
        all.add(custom(url, conversation));
      }
    }
    assertEquals(List.of(Map.of("prompt_cache_key", "c-1"), Map.of(), Map.of(), Map.of()), all);
  }

  private Map<String, Object> custom(String url, String conversation) {
    var place = Place.of(url);
    var named = new NamedModel(Maker.OPENAI, "m", List.of(place), "", false, Dials.NONE);
    var model =
        Line.<OpenAiStreamingChatModel>open(
                CallContext.detached("x"),
                conversation,
                (line, sink) ->
                    sink.success(
                        (OpenAiStreamingChatModel)
                            new Wire(named, "m", place, "k", line).open(http.on(line))))
            .block(PATIENCE);
    return Optional.ofNullable(
            Objects.requireNonNull(model).defaultRequestParameters().customParameters())
        .orElse(Map.of());
  }

  @Test
  void eachPlaceIsAskedBeforehandWhetherItWouldAnswer() {
    one.models("m-1");
    other.models("m-2");
    var urls = List.of(Place.of(one.openai()), Place.of(other.openai()));
    var named = new NamedModel(Maker.OPENAI, "m-1", urls, "", false, Dials.NONE);
    var problems =
        Objects.requireNonNull(
            new Preflight(new Operator(Map.of())).problems(Map.of(named, "m")).block(PATIENCE));
    assertEquals(1, problems.size(), problems::toString);
    assertTrue(problems.get(0).contains(other.openai()), problems::toString);
    assertFalse(problems.get(0).contains(one.openai()), problems::toString);
  }
}
