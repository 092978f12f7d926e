package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonParseException;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.exception.TimeoutException;
import dev.langchain4j.exception.UnresolvedModelServerException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.service.output.OutputParsingException;
import io.waybill.http.Http;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ErrorsTest {
  private static final Map<Throwable, ErrorKind> TABLE =
      Map.ofEntries(
          Map.entry(new RateLimitException("slowly"), ErrorKind.RATE_LIMITED),
          Map.entry(new AuthenticationException("no"), ErrorKind.AUTH),
          Map.entry(new ContentFilteredException("no"), ErrorKind.REFUSED),
          Map.entry(new InvalidRequestException("no"), ErrorKind.INVALID),
          Map.entry(new ModelNotFoundException("no"), ErrorKind.INVALID),
          Map.entry(new UnsupportedFeatureException("no"), ErrorKind.INVALID),
          Map.entry(new TimeoutException("late"), ErrorKind.STALLED),
          Map.entry(new InternalServerException("oops"), ErrorKind.TRANSIENT),
          Map.entry(new UnresolvedModelServerException("where?"), ErrorKind.TRANSIENT),
          Map.entry(new HttpException(529, "overloaded"), ErrorKind.TRANSIENT),
          Map.entry(new HttpException(503, "later"), ErrorKind.TRANSIENT),
          Map.entry(new HttpException(504, "late"), ErrorKind.STALLED),
          Map.entry(new HttpException(429, "slowly"), ErrorKind.RATE_LIMITED),
          Map.entry(new HttpException(403, "no"), ErrorKind.AUTH),
          Map.entry(new HttpException(422, "no"), ErrorKind.INVALID),
          Map.entry(new InternalServerException(new HttpException(504, "late")), ErrorKind.STALLED),
          Map.entry(
              new InternalServerException(new HttpException(501, "never")), ErrorKind.INVALID),
          Map.entry(new InvalidRequestException(new HttpException(402, "pay")), ErrorKind.AUTH),
          Map.entry(
              new InvalidRequestException(new HttpException(409, "busy")), ErrorKind.TRANSIENT),
          Map.entry(
              new InvalidRequestException(new HttpException(425, "early")), ErrorKind.TRANSIENT),
          Map.entry(
              new InvalidRequestException(new HttpException(400, "reason: API_KEY_INVALID")),
              ErrorKind.AUTH),
          Map.entry(new ContentFilteredException(new HttpException(400, "no")), ErrorKind.REFUSED),
          Map.entry(new LangChain4jException(new IOException("reset")), ErrorKind.TRANSIENT),
          Map.entry(new RuntimeException(new InterruptedException()), ErrorKind.CANCELLED),
          Map.entry(new CancellationException(), ErrorKind.CANCELLED),
          Map.entry(new RuntimeException(new SocketTimeoutException("late")), ErrorKind.STALLED),
          Map.entry(new InterruptedIOException("timeout"), ErrorKind.STALLED),
          Map.entry(new InterruptedIOException("interrupted"), ErrorKind.CANCELLED),
          Map.entry(
              new RuntimeException(new WorkException(ErrorKind.BUDGET, Usage.NONE, "spent")),
              ErrorKind.BUDGET),
          Map.entry(
              new RuntimeException(new JsonParseException(null, "garbage")), ErrorKind.INVALID),
          Map.entry(new OutputParsingException("no number", null), ErrorKind.INVALID),
          Map.entry(new IllegalStateException("bug"), ErrorKind.USER_CODE));

  private static WorkException thrown(RuntimeException error) {
    var model =
        new ScriptedChat(
            request -> {
              throw error;
            });
    return failure(Chat.of("small", line -> model).text(), "Hi");
  }

  @Test
  void everyErrorIsOneOfTheClosedSet() {
    TABLE.forEach((error, kind) -> assertEquals(kind, Errors.kind(error), error.toString()));
  }

  /** An error of our own HTTP client, which knows more of it than LangChain4j passes on. */
  private static HttpException known(int status, WorkException knows) {
    var error = new HttpException(status, "{}");
    error.addSuppressed(knows);
    return error;
  }

  @Test
  void whatOurHttpClientKnowsOfAnErrorDecides() {
    var pause = Duration.ofHours(1);
    var knows = new WorkException(ErrorKind.REFUSED, Usage.NONE, "{}", null, pause);
    var failure = thrown(new InvalidRequestException(known(400, knows)));
    assertEquals(ErrorKind.REFUSED, failure.kind());
    assertEquals(Usage.NONE, failure.usage(), "an error that is answered is not billed");
    assertEquals(pause, failure.retryAfter(), "it is for the engine to say what is too long");
    var late = new WorkException(ErrorKind.TRANSIENT, Usage.UNKNOWN, "{}");
    assertEquals(
        Usage.UNKNOWN, thrown(known(200, late)).usage(), "it had begun to answer: who knows");
  }

  @Test
  void aStatusIsTheSameWhoeverCameByIt() {
    try (var provider = BillingProvider.start();
        var http = Http.create()) {
      var client = http.client().build();
      var url = provider.openai() + "/chat/completions";
      var body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";
      var request = HttpRequest.builder().method(HttpMethod.POST).url(url).body(body).build();
      for (int status = 300; status < 600; status++) {
        provider.answer(Answer.raw(status, "{}"));
        var ours = assertThrows(RuntimeException.class, () -> client.execute(request));
        var theirs = new HttpException(status, "{}");
        assertEquals(ErrorKind.ofStatus(status), Errors.kind(ours), "" + status);
        assertEquals(ErrorKind.ofStatus(status), Errors.kind(theirs), "" + status);
      }
    }
  }

  @Test
  void whatTheProviderSaidIsSaid() {
    var body = "{\"error\": {\"message\": \"no such model 'x'\", \"code\": 404}}";
    var failure = thrown(new ModelNotFoundException(new HttpException(404, body)));
    assertEquals("no such model 'x'", failure.getMessage());
    assertEquals(ErrorKind.INVALID, failure.kind());
    assertEquals("late", Errors.said(new RuntimeException("", new IOException("late"))));
    assertEquals("IllegalStateException", Errors.said(new IllegalStateException()));
    assertEquals("{no json", Errors.said(new IllegalStateException("{no json")));
  }

  @Test
  void aKeyIsNeverRepeated() {
    var key = "sk-proj-abcdefghijklmnop";
    var failure =
        thrown(
            new AuthenticationException(
                new HttpException(
                    401,
                    "{\"error\":{\"message\":\"Incorrect API key provided: " + key + ".\"}}")));
    assertEquals("Incorrect API key provided: ***.", failure.getMessage());
    assertNull(failure.getCause());
    var printed = new StringWriter();
    failure.printStackTrace(new PrintWriter(printed));
    assertFalse(printed.toString().contains(key));
    assertEquals(
        "Authorization: *** no", Errors.said(new IOException("Authorization: Bearer abcdefgh no")));
  }

  @Test
  void aLongMessageIsCut() {
    assertEquals(501, Errors.said(new IOException("x".repeat(10_000))).length());
  }

  @Test
  void whatMayHaveBeenBilledIsUnknownAndWhatCannotHaveBeenIsNothing() {
    assertEquals(Usage.UNKNOWN, thrown(new InternalServerException("oops")).usage());
    assertEquals(
        Usage.UNKNOWN,
        thrown(new RuntimeException(new JsonParseException(null, "garbage"))).usage());
    assertEquals(Usage.UNKNOWN, thrown(new ContentFilteredException("no")).usage());
    assertEquals(Usage.NONE, thrown(new RateLimitException("slowly")).usage());
    assertEquals(Usage.NONE, thrown(new AuthenticationException("no")).usage());
    assertEquals(
        Usage.NONE, thrown(new LangChain4jException(new ConnectException("refused"))).usage());
  }

  @Test
  void aFailureThatSaysWhatItUsedIsBelieved() {
    var used = Usage.tokens("openai", "small", 7, 3);
    var known = new WorkException(ErrorKind.REFUSED, used, "no");
    assertEquals(used, thrown(new RuntimeException(known)).usage());
    var nothingLeft = new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "no connection");
    assertEquals(Usage.NONE, thrown(new LangChain4jException(nothingLeft)).usage());
  }

  @Test
  void aModelThatCannotBeMadeHasUsedNothing() {
    var work =
        Chat.of(
                "small",
                line -> {
                  throw new IllegalStateException("no key");
                })
            .text();
    var failure = failure(ErrorKind.USER_CODE, work, "Hi");
    assertEquals(Usage.NONE, failure.usage());
    assertEquals("no key", failure.getMessage());
    assertTrue(failure.getCause() instanceof IllegalStateException);
  }
}
