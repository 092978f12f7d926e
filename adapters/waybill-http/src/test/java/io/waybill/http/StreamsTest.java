package io.waybill.http;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamsTest {
  private static final String EVENTS =
      ": a comment\r\nevent: message\r\ndata: Grüße\r\ndata: 你好 🚀\r\n\r\n"
          + ": another\n\ndata: two\nid: 7\nretry: 10\n\ndata: three\n\n";

  private static final List<String> TOLD =
      List.of("open 200", "Grüße\n你好 🚀", "two", "three", "close");

  private final Http http = Http.create();

  @AfterEach
  void hangUp() {
    http.close();
  }

  @Test
  void eventsAreTheSameHoweverTheNetworkCutsThem() {
    var bytes = EVENTS.getBytes(StandardCharsets.UTF_8);
    for (int size : List.of(1, 2, 3, 7, bytes.length)) {
      try (var server =
          Server.playing(
              talk -> {
                talk.hear();
                talk.beginStream("text/event-stream");
                for (int from = 0; from < bytes.length; from += size) {
                  int to = Math.min(bytes.length, from + size);
                  talk.chunk(java.util.Arrays.copyOfRange(bytes, from, to));
                }
                talk.endStream();
              })) {
        assertEquals(TOLD, heard(server.url()).all(), "in pieces of " + size);
      }
    }
  }

  @Test
  void aStreamHasAConnectionOfItsOwnSinceThereAreServersThatCloseItWithoutAWord() {
    try (var server =
        Server.playing(
            talk -> {
              while (talk.hear()) {
                talk.beginStream("text/event-stream");
                talk.chunk("data: one\n\n");
                talk.endStream();
              }
            })) {
      heard(server.url()).all();
      heard(server.url()).all();
      assertEquals(2, server.connections());
    }
  }

  @Test
  void aStreamThatIsCutInsideACharacterIsAnErrorAndNoHalfCharacterIsTold() {
    try (var server =
        Server.playing(
            talk -> {
              talk.hear();
              talk.beginStream("text/event-stream");
              talk.chunk("data: one\n\ndata: ");
              talk.chunk(new byte[] {(byte) 0xf0, (byte) 0x9f, (byte) 0x9a});
            })) {
      var heard = heard(server.url());
      var error = assertInstanceOf(LangChain4jException.class, heard.error());
      assertEquals(List.of("open 200", "one", "error"), heard.told);
      var work = (WorkException) error.getCause();
      assertEquals(ErrorKind.TRANSIENT, work.kind());
      assertEquals(Usage.UNKNOWN, work.usage());
      assertTrue(error.getMessage().contains("the exchange broke off"), error.getMessage());
    }
  }

  @Test
  void aStreamWithoutAnEventIsAnError() {
    // over the JDK's client it is an empty answer of the model, or no answer at all
    try (var empty = Server.answering(Server.ok("text/event-stream", ": hello\n\n"))) {
      var error = heard(empty.url()).error();
      assertTrue(error.getMessage().endsWith("ended without a single event"), error.getMessage());
      assertEquals(ErrorKind.TRANSIENT, ((WorkException) error.getCause()).kind());
    }
  }

  @Test
  void aPageInThePlaceOfAnAnswerIsInvalidAndSaysWhatItWas() {
    try (var page = Server.answering(Server.ok("text/html", "<html>please log in</html>"))) {
      var streamed = heard(page.url()).error();
      var client = Attempt.begun().over(http);
      var whole =
          assertThrows(
              LangChain4jException.class, () -> client.execute(Requests.post(page.url(), "{}")));
      for (var error : List.of(streamed, whole)) {
        assertTrue(
            error
                .getMessage()
                .endsWith(
                    "what came is 'text/html', and no answer of a model: is it the URL of an API, and nothing in between?"),
            error.getMessage());
        assertEquals(ErrorKind.INVALID, ((WorkException) error.getCause()).kind());
        assertEquals(Usage.UNKNOWN, ((WorkException) error.getCause()).usage());
      }
    }
  }

  @Test
  void whatAListenerThrowsEndsTheStreamAndIsItsError() {
    try (var server = Server.answering(Server.ok("text/event-stream", EVENTS))) {
      for (var thrown :
          List.of(new IllegalStateException("I do not like it"), new AssertionError("nor I"))) {
        var heard =
            new Heard() {
              @Override
              public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
                super.onEvent(event, context);
                if (thrown instanceof Error error) {
                  throw error;
                }
                throw (RuntimeException) thrown;
              }
            };
        http.client().build().execute(Requests.post(server.url(), "{}"), heard);
        assertSame(thrown, heard.error());
        assertEquals(List.of("open 200", TOLD.get(1), "error"), heard.told);
      }
    }
  }

  @Test
  void whatAListenerThrowsAtTheEndIsItsErrorToo() {
    try (var server = Server.answering(Server.ok("text/event-stream", EVENTS))) {
      var heard =
          new Heard() {
            @Override
            public void onClose() {
              throw new IllegalStateException("incomplete");
            }
          };
      http.client().build().execute(Requests.post(server.url(), "{}"), heard);
      assertEquals("incomplete", heard.error().getMessage());
    }
  }

  @Test
  void aParserOfOnesOwnMayStopBeforeTheEnd() {
    try (var server =
        Server.playing(
            talk -> {
              talk.hear();
              talk.beginStream("text/plain");
              talk.chunk("abc");
              talk.stall();
            })) {
      var heard = new Heard();
      http.client()
          .build()
          .execute(Requests.post(server.url(), "{}"), StreamsTest::threeLetters, heard);
      assertEquals(List.of("open 200", "abc", "close"), heard.all());
      server.closedAt();
    }
  }

  private static void threeLetters(InputStream body, ServerSentEventListener listener) {
    try (body) {
      var letters = new ArrayList<Character>();
      while (letters.size() < 3) {
        letters.add((char) body.read());
      }
      var text = letters.get(0).toString() + letters.get(1) + letters.get(2);
      var handle = new dev.langchain4j.http.client.sse.DefaultServerSentEventParsingHandle(body);
      listener.onEvent(new ServerSentEvent(null, text), new ServerSentEventContext(handle));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void resetsAndGarbageAreErrorsAndNobodyWaits(Fault fault) {
    var server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    try {
      server.stubFor(any(anyUrl()).willReturn(aResponse().withFault(fault)));
      var client = Attempt.begun().over(http);
      var whole =
          assertThrows(
              LangChain4jException.class,
              () -> client.execute(Requests.post(server.baseUrl(), "{}")));
      assertEquals(ErrorKind.TRANSIENT, ((WorkException) whole.getCause()).kind());
      var error = heard(server.baseUrl()).error();
      assertEquals(ErrorKind.TRANSIENT, ((WorkException) error.getCause()).kind());
    } finally {
      server.stop();
    }
  }

  @Test
  void aSlowStreamInManyChunksIsHeardWhole() {
    var server = new WireMockServer(WireMockConfiguration.options().dynamicPort());
    server.start();
    try {
      server.stubFor(
          any(anyUrl())
              .willReturn(
                  aResponse()
                      .withHeader("content-type", "text/event-stream")
                      .withChunkedDribbleDelay(25, 300)
                      .withBody(EVENTS)));
      var heard = heard(server.baseUrl());
      assertEquals(TOLD, heard.all());
      assertFalse(Heard.await(heard.opened).headers().isEmpty());
    } finally {
      server.stop();
    }
  }

  private Heard heard(String url) {
    var heard = new Heard();
    http.client().build().execute(Requests.post(url, "{}"), heard);
    return heard;
  }
}
