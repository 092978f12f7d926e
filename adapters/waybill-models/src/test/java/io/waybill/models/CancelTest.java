package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.waybill.dsl.Flow;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.Tools;
import io.waybill.ledger.Posting;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A cancelled run closes its sockets: the provider's own clock says when. */
@Timeout(120)
class CancelTest {
  /**
   * A busy machine may take seconds; whoever does not close the socket is found out all the same,
   * since nothing else would close it before the 30 s of the timer 'idle'.
   */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.create();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Chat model() {
    var environment = Map.of("OPENAI_BASE_URL", provider.openai(), "OPENAI_API_KEY", "sk-none");
    return new ModelCatalog(environment, () -> http).named("openai/gpt-test");
  }

  /**
   * Cancels when the provider has sent so many tokens of its last answer, and waits for the end.
   */
  private void cancels(Work<String, String> work, int exchange, int tokens) throws Exception {
    var arrived = new CountDownLatch(exchange);
    provider.answering(
        question -> {
          arrived.countDown();
          return arrived.getCount() > 0
              ? Answer.tokens().calling("ask_another", "{}")
              : tokens == 0
                  ? Answer.SILENCE
                  : Answer.of("one two three four").stallingAfter(tokens);
        });
    var plan =
        Flow.<String>plan(
            "asking", flow -> flow.call("ask", flow.input("text", String.class), work));
    var run = engine.start(plan, Map.of("text", "How long?"), RunOptions.DEFAULT);
    assertTrue(arrived.await(30, TimeUnit.SECONDS));
    var last = provider.exchanges().get(exchange - 1);
    while (last.sent() < tokens) {
      Thread.onSpinWait();
    }
    long cancelled = System.nanoTime();
    run.cancel("enough");
    var closed = last.awaitClosed(PATIENCE);
    var took = Duration.ofNanos(closed.nanos() - cancelled);
    var failed = assertThrows(RunException.class, () -> run.result().block(PATIENCE));
    var postings = failed.waybill().ledger().postings();
    assertEquals(Posting.Fate.CANCELLED, postings.get(postings.size() - 1).fate());
    System.out.printf(
        "cancel %s: the provider saw its socket closed after %d us%n",
        tokens == 0 ? exchange > 1 ? "in a tool" : "before the first token" : "mid-stream",
        took.toNanos() / 1000);
  }

  @Test
  void beforeTheFirstToken() throws Exception {
    cancels(model().text(), 1, 0);
  }

  /** LangChain4j waits for the last event, which never comes. */
  @Test
  void aStreamThatEndsBeforeItsAnswerFailsAndDoesNotHang() {
    provider.answer(
        Answer.raw(
                200,
                """
                event: content_block_delta
                data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"It is"}}

                """)
            .header("content-type", "text/event-stream"));
    var model =
        Chat.streaming(
            "claude-test",
            line ->
                AnthropicStreamingChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.anthropic())
                    .apiKey("sk-none")
                    .modelName("claude-test")
                    .build());
    var plan =
        Flow.<String>plan(
            "asking", flow -> flow.call("ask", flow.input("text", String.class), model.text()));
    var run = engine.start(plan, Map.of("text", "How long?"), RunOptions.DEFAULT);
    var failed = assertThrows(RunException.class, () -> run.result().block(PATIENCE));
    assertEquals(ErrorKind.TRANSIENT, failed.failure().kind());
    assertTrue(failed.getMessage().contains("the stream ended before the answer did"));
  }

  @Test
  void midStream() throws Exception {
    cancels(model().text(), 1, 2);
  }

  @Test
  void inATool() throws Exception {
    var tool =
        ToolSpecification.builder()
            .name("ask_another")
            .parameters(JsonObjectSchema.builder().build())
            .build();
    Work<Map<String, Object>, String> another =
        Work.described(
            WorkInfo.named("ask_another").build(),
            (arguments, call) ->
                call.inner(
                    new Attempt("model", model().text().info()),
                    inside -> model().text().perform("Sum it up", inside)));
    cancels(model().agent(Tools.of().plus(tool, another)), 2, 0);
  }
}
