package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.NonRetriableException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.ErrorKind;
import io.waybill.work.WorkException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CassetteTest {
  private static final String URL = "http://models.example/v1/chat/completions";
  private static final Pattern AFTER = Pattern.compile("(\"after_ms\" : )(\\d+)");
  private static final long HOUR = 3_600_000;

  @TempDir Path temp;
  private Path folder;

  @BeforeEach
  void aFolderThatIsNotThereYet() {
    folder = temp.resolve("cassettes/triage");
  }

  @Test
  void aModelAnswersAsItDidAndNobodyIsAsked() throws IOException {
    var server = Server.answering(Wire.chat());
    try (var http = recording()) {
      assertEquals("Hello.", openAi(http, server, Requests.KEY).chat("hello"));
    }
    server.close();
    try (var http = replaying()) {
      var attempt = Attempt.begun();
      var model =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.on(attempt.line()))
              .baseUrl(server.url())
              .apiKey("another key")
              .modelName("m")
              .build();
      assertEquals("Hello.", model.chat("hello"));
      assertEquals(
          5,
          model
              .chat(dev.langchain4j.data.message.UserMessage.from("hello"))
              .tokenUsage()
              .totalTokenCount());
      assertEquals(List.of(Moment.SENT, Moment.SENT), attempt.moments);
    }
    assertEquals(1, files().size());
  }

  @Test
  void aFileIsForItsOwnerOnlyAndReadsLikeWhatWasSaid() throws IOException {
    var answer =
        Server.status(
            "200 OK",
            "content-type: application/json\r\nset-cookie: session=abcdefghijkl\r\n"
                + "openai-organization: org-1\r\nx-ratelimit-remaining-tokens: 7\r\nx-echo: "
                + Requests.KEY,
            "{\"price\": 0.10, \"said\": \"" + Requests.KEY + "\", \"n\": 1e2}");
    try (var server = Server.answering(answer);
        var http = recording()) {
      var attempt = Attempt.begun();
      attempt
          .over(http)
          .execute(
              Requests.post(server.url() + "/v1?key=" + Requests.KEY, "{\"temperature\":0.70}"));
      var file = files().get(0);
      assertEquals(
          """
          {
            "waybill-cassette" : 1,
            "request" : {
              "method" : "POST",
              "url" : "%s/v1?key=***",
              "headers" : {
                "authorization" : "***",
                "content-type" : "application/json"
              },
              "json" : {
                "temperature" : 0.70
              }
            },
            "answer" : {
              "status" : 200,
              "headers" : {
                "content-type" : "application/json",
                "x-echo" : "***",
                "x-ratelimit-remaining-tokens" : "7"
              },
              "after_ms" : 0,
              "json" : {
                "price" : 0.10,
                "said" : "***",
                "n" : 1E+2
              }
            }
          }
          """
              .formatted(server.url()),
          Files.readString(file).replaceAll("\"after_ms\" : \\d+", "\"after_ms\" : 0"));
      if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
        assertEquals(
            "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
  }

  @Test
  void formattingAndHeadersAndKeysMakeNoOtherRequest() throws IOException {
    try (var server = Server.answering(Wire.chat());
        var http = recording()) {
      var url = server.url() + "/v1?alt=x&key=";
      http.client()
          .build()
          .execute(Requests.post(url + "one", "{\"a\":1.50,\"b\":[1,{\"c\":null}]}"));
      var replayed = client();
      for (var same :
          List.of(
              "{\"b\": [1, {\"c\": null}], \"a\": 1.5}",
              "{\n\t\"a\": 15e-1,\"b\":[1.0,{\"c\":null}]}")) {
        var request =
            HttpRequest.builder()
                .method(HttpMethod.POST)
                .url(url + "two")
                .addHeader("x-api-key", "another")
                .addHeader("traceparent", "00-1-2-03")
                .body(same)
                .build();
        assertEquals(Wire.CHAT, replayed.execute(request).body());
      }
      for (var other :
          List.of("{\"a\":1.5,\"b\":[{\"c\":null},1]}", "{\"a\":\"1.5\",\"b\":[1,{\"c\":null}]}")) {
        assertThrows(
            NonRetriableException.class, () -> replayed.execute(Requests.post(url + "one", other)));
      }
    }
  }

  @Test
  void aMissSaysWhatWasAskedWhatIsNearestAndWhereItDiffers() throws IOException {
    write("far.json", "{\"model\":\"x\",\"messages\":[]}");
    write("ab12.json", chat("You are brief. Which of these is a complaint about delivery?"));
    var client = client();
    var attempt = Attempt.begun();
    try (var http = Http.builder().cassette(Cassette.replay(folder)).build()) {
      var asked =
          Requests.post(URL, chat("You are brief. Which of these is a complaint about payment?"));
      var miss = assertThrows(NonRetriableException.class, () -> attempt.over(http).execute(asked));
      assertEquals(
          "no cassette in %s for POST %s. Nearest: ab12.json; it differs at /messages/1/content:"
                  .formatted(folder, URL)
              + " recorded \"…s a complaint about delivery?\", asked \"…s a complaint about payment?\"."
              + " Record it with --record.",
          miss.getMessage());
      assertEquals(ErrorKind.INVALID, ((WorkException) miss.getCause()).kind());
      assertEquals(List.of(), attempt.moments, "nothing was sent");
      var heard = new Heard();
      attempt.over(http).execute(asked, heard);
      assertEquals(miss.getMessage(), heard.error().getMessage());
    }
    assertMiss(
        client,
        Requests.post(URL + "s", chat("x")),
        "it differs in its address: recorded \"…/v1/chat/completions\", asked \"…/v1/chat/completionss\"");
    assertMiss(
        client, Requests.get(URL), "it differs in its method: recorded \"POST\", asked \"GET\"");
    assertMiss(
        client,
        Requests.post(URL, "{\"model\":\"x\"}"),
        "it differs at /messages: recorded \"[]\", asked nothing");
    assertMiss(client, Requests.post(URL, "hello"), "it differs");
    assertMiss(
        client,
        Requests.post(URL, "{\"model\":\"x\",\"messages\":[\"" + Requests.KEY + "\"]}"),
        "it differs at /messages/0: recorded nothing, asked \"***\"");
  }

  @Test
  void aModelThatRetriesAMissDoesNotAndTheCassetteRemembersIt() throws IOException {
    write("ab12.json", "{}");
    var cassette = Cassette.replay(folder);
    try (var http = Http.builder().cassette(cassette).build()) {
      var model =
          OpenAiChatModel.builder()
              .httpClientBuilder(http.client())
              .baseUrl("http://models.example/v1")
              .modelName("m")
              .build();
      var miss = assertThrows(NonRetriableException.class, () -> model.chat("hello"));
      assertEquals(List.of(miss.getMessage()), cassette.problems(), "asked once");
      cassette.rewind();
      assertEquals(List.of(), cassette.problems());
    }
  }

  @Test
  void theSameRequestIsAnsweredInOrderThenAsItWasLast() throws IOException {
    var count = new AtomicInteger();
    try (var server =
            Server.playing(
                talk -> {
                  while (talk.hear()) {
                    int n = count.incrementAndGet();
                    talk.say(
                        n == 1
                            ? Server.status("429 Slow", "retry-after: 1", "wait")
                            : Server.ok("text/plain", "answer " + n));
                  }
                });
        var http = recording()) {
      var request = Requests.post(server.url(), "{}");
      var client = http.client().build();
      assertThrows(HttpError.class, () -> client.execute(request));
      assertEquals("answer 2", client.execute(request).body());
      assertEquals("answer 3", client.execute(request).body());
      var cassette = Cassette.replay(folder);
      try (var again = Http.builder().cassette(cassette).build()) {
        var replayed = again.client().build();
        for (int round = 0; round < 2; round++) {
          var limited = assertThrows(HttpError.class, () -> replayed.execute(request));
          assertEquals(429, limited.statusCode());
          assertEquals(1, limited.retryAfter().orElseThrow().toSeconds());
          for (int n : List.of(2, 3, 3, 3)) {
            assertEquals("answer " + n, replayed.execute(request).body());
          }
          cassette.rewind();
        }
      }
      assertEquals(3, files().size());
    }
  }

  @Test
  void aRecordingAfterwardsTakesThePlaceOfTheFirst() throws IOException {
    for (var said : List.of("old", "new")) {
      try (var server = Server.answering(Server.ok("text/plain", said));
          var http =
              Http.builder()
                  .cassette(Cassette.record(folder))
                  .dns(host -> List.of(java.net.InetAddress.getLoopbackAddress()))
                  .build()) {
        var url = "http://models.example:" + server.port();
        http.client().build().execute(Requests.post(url, "{}"));
        // the port is part of the address
        assertEquals(said, client().execute(Requests.post(url, "{}")).body());
      }
    }
  }

  @Test
  void aStreamIsRecordedInItsPiecesAndReplayedAtOnceOrAtItsPace() throws IOException {
    var server =
        Server.playing(
            talk -> {
              talk.hear();
              talk.beginStream("text/event-stream");
              talk.chunk("data: one\n\n");
              java.util.concurrent.TimeUnit.MILLISECONDS.sleep(200); // the server's pace
              talk.chunk("data: Gr");
              talk.chunk(new byte[] {(byte) 0xc3});
              java.util.concurrent.TimeUnit.MILLISECONDS.sleep(30);
              talk.chunk(new byte[] {(byte) 0xbc});
              talk.chunk("n\n\n");
              talk.endStream();
            });
    try (server;
        var http = recording()) {
      var heard = new Heard();
      http.client().build().execute(Requests.post(server.url(), "{}"), heard);
      assertEquals(List.of("open 200", "one", "Grün", "close"), heard.all());
    }
    var text = Files.readString(files().get(0));
    assertTrue(text.contains("\"text\" : \"data: one\\n\\n\""), text);
    assertFalse(text.contains("base64"), text);
    long recorded =
        AFTER.matcher(text).results().mapToLong(found -> Long.parseLong(found.group(2))).sum();
    assertTrue(recorded > 190, text);
    pause(HOUR, HOUR);
    var heard = new Heard();
    client().execute(Requests.post(server.url(), "{}"), heard);
    assertEquals(List.of("open 200", "one", "Grün", "close"), heard.all());
    pause(100, 100);
    try (var paced = Http.builder().cassette(Cassette.paced(folder)).build()) {
      long began = System.nanoTime();
      var slow = new Heard();
      paced.client().build().execute(Requests.post(server.url(), "{}"), slow);
      assertEquals(List.of("open 200", "one", "Grün", "close"), slow.all());
      assertTrue(System.nanoTime() - began > 190_000_000L, "at its pace");
    }
    pause(0, HOUR);
    try (var paced = Http.builder().cassette(Cassette.paced(folder)).build()) {
      var attempt = Attempt.begun();
      var cut = new Heard();
      attempt.over(paced).execute(Requests.post(server.url(), "{}"), cut);
      cut.first();
      attempt.cancel();
      assertEquals(List.of("open 200", "one"), cut.told, "a cancel ends a pause");
    }
  }

  /** Gives the pieces of the only recording other pauses, which hang on nobody's speed. */
  private void pause(long first, long others) throws IOException {
    var file = files().get(0);
    var pauses = new AtomicInteger();
    var text =
        AFTER
            .matcher(Files.readString(file))
            .replaceAll(found -> found.group(1) + (pauses.getAndIncrement() == 0 ? first : others));
    Files.writeString(file, text);
  }

  @Test
  void aKeyThatIsCutThroughByTheNetworkIsNotKept() throws IOException {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("text/event-stream");
                  talk.chunk("data: " + Requests.KEY.substring(0, 9));
                  java.util.concurrent.TimeUnit.MILLISECONDS.sleep(50);
                  talk.chunk(Requests.KEY.substring(9) + "\n\n");
                  talk.endStream();
                });
        var http = recording()) {
      var heard = new Heard();
      http.client().build().execute(Requests.post(server.url(), "{}"), heard);
      assertEquals(List.of("open 200", "***", "close"), heard.all());
      var text = Files.readString(files().get(0));
      assertFalse(text.contains(Requests.KEY.substring(0, 9)), text);
      var again = new Heard();
      client().execute(Requests.post(server.url(), "{}"), again);
      assertEquals(heard.told, again.all());
    }
  }

  @Test
  void aStreamThatWasHungUpIsReplayedAsFarAsItWasHeard() throws IOException {
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.beginStream("text/event-stream");
                  talk.chunk("data: one\n\n");
                  talk.stall();
                });
        var http = recording()) {
      var attempt = Attempt.begun();
      var heard = new Heard();
      attempt.over(http).execute(Requests.post(server.url(), "{}"), heard);
      heard.first();
      attempt.cancel();
      server.closedAt();
      awaitFile();
      var again = new Heard();
      client().execute(Requests.post(server.url(), "{}"), again);
      assertTrue(
          again.error().getMessage().contains("the recording ends here: somebody hung up"),
          again.error()::getMessage);
      assertEquals(List.of("open 200", "one", "error"), again.told);
    }
  }

  @Test
  void bytesAndFormsAreKeptToo() throws IOException {
    var bytes = new byte[] {(byte) 0xff, 0, (byte) 0xfe};
    try (var server =
            Server.playing(
                talk -> {
                  talk.hear();
                  talk.say(
                      "HTTP/1.1 200 OK\r\ncontent-type: audio/mpeg\r\ncontent-length: 3\r\n\r\n");
                  talk.say(bytes);
                });
        var http = recording()) {
      var form =
          HttpRequest.builder()
              .method(HttpMethod.POST)
              .url(server.url())
              .addHeader("Content-Type", "multipart/form-data; boundary=----theirs")
              .addFormDataField("prompt", "speak")
              .addFormDataFile("audio", "a.mp3", "audio/mpeg", bytes)
              .build();
      org.junit.jupiter.api.Assertions.assertArrayEquals(
          bytes, http.client().build().execute(form).bodyBytes());
      var sent = server.requests().get(0);
      var boundary = sent.headers().get("content-type").replaceFirst(".*boundary=", "");
      assertTrue(sent.body().contains("--" + boundary + "--"), sent.toString());
      org.junit.jupiter.api.Assertions.assertArrayEquals(bytes, client().execute(form).bodyBytes());
      var text = Files.readString(files().get(0));
      assertTrue(
          text.contains("\"base64\" : \"/wD+\"") && text.contains("\"prompt\" : \"speak\""), text);
    }
  }

  @Test
  void threeHundredAtOnceAreRecordedAndReplayed() throws IOException {
    var server =
        Server.playing(
            talk -> {
              while (talk.hear()) {
                var all = Server.ok("text/plain", "fine");
                talk.say(all);
              }
            });
    try (server;
        // the last of so many waits longer for its turn than a host may take to answer
        var patient =
            Http.builder()
                .cassette(Cassette.record(folder))
                .connect(Duration.ofMinutes(1))
                .build()) {
      all(patient.client().build(), server.url());
    }
    assertEquals(301, files().size());
    all(client(), server.url());
  }

  /** 300 that differ, one of them twice. */
  private static void all(HttpClient client, String url) {
    var threads = java.util.concurrent.Executors.newCachedThreadPool();
    try {
      var answers =
          IntStream.range(0, 301)
              .mapToObj(
                  i ->
                      java.util.concurrent.CompletableFuture.supplyAsync(
                          () ->
                              client
                                  .execute(Requests.post(url, "{\"i\":" + Math.max(i, 1) + "}"))
                                  .body(),
                          threads))
              .toList();
      answers.forEach(answer -> assertEquals("fine", Heard.await(answer)));
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void everythingThatIsWrongWithAFolderIsSaidAtOnce() throws IOException {
    var missing = assertThrows(IllegalArgumentException.class, () -> Cassette.replay(folder));
    assertEquals(
        "there is no folder of cassettes '%s' (looked in %s); record it with --record %s"
            .formatted(folder, folder.getParent(), folder),
        missing.getMessage());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("a.json"), "{\n  \"waybill-cassette\": 1,\n  oops}");
    Files.writeString(folder.resolve("b.json"), "{}");
    Files.writeString(
        folder.resolve("c.json"), "{\"waybill-cassette\": 1, \"request\": {\"method\": \"GET\"}}");
    Files.writeString(folder.resolve("d.json"), "{\"waybill-cassette\": 1, \"request\": []}");
    Files.writeString(folder.resolve("notes.txt"), "not ours");
    var wrong = assertThrows(IllegalArgumentException.class, () -> Cassette.replay(folder));
    var lines = wrong.getMessage().lines().toList();
    assertEquals("the cassettes in '%s' cannot be used:".formatted(folder), lines.get(0));
    assertTrue(
        lines.get(1).startsWith("  a.json: line 3, column 3: Unexpected character"), lines.get(1));
    assertEquals(
        "  b.json: it is no cassette: it does not begin with \"waybill-cassette\": 1",
        lines.get(2));
    assertEquals("  c.json: it is no cassette: 'url' is missing", lines.get(3));
    assertTrue(lines.get(4).startsWith("  d.json: it is no cassette"), lines.get(4));
    assertEquals(5, lines.size());
  }

  @Test
  void whatCannotBeWrittenIsSaid() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file where the folder should be");
    var cassette = Cassette.record(folder);
    try (var server = Server.answering(Wire.chat());
        var http = Http.builder().cassette(cassette).build()) {
      var client = http.client().build();
      var error =
          assertThrows(
              NonRetriableException.class, () -> client.execute(Requests.post(server.url(), "{}")));
      assertTrue(error.getMessage().contains("cannot be written"), error.getMessage());
      assertEquals(ErrorKind.STORE, ((WorkException) error.getCause()).kind());
      assertEquals(1, cassette.problems().size());
    }
  }

  @Test
  void anEmptyFolderHasNoNearest() throws IOException {
    Files.createDirectories(folder);
    assertMiss(client(), Requests.post(URL, "{}"), "There are none at all.");
  }

  private Http recording() {
    return Http.builder().cassette(Cassette.record(folder)).build();
  }

  private Http replaying() {
    return Http.builder().cassette(Cassette.replay(folder)).build();
  }

  private HttpClient client() {
    return replaying().client().build();
  }

  private static OpenAiChatModel openAi(Http http, Server server, String key) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(http.client())
        .baseUrl(server.url())
        .apiKey(key)
        .modelName("m")
        .build();
  }

  private static void assertMiss(HttpClient client, HttpRequest asked, String words) {
    var miss = assertThrows(NonRetriableException.class, () -> client.execute(asked));
    assertTrue(miss.getMessage().contains(words), miss.getMessage());
    assertInstanceOf(WorkException.class, miss.getCause());
  }

  private static String chat(String text) {
    return "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"%s\"}]}"
        .formatted(text);
  }

  /** A cassette by hand. */
  private void write(String file, String body) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve(file),
        "{\"waybill-cassette\":1,\"request\":{\"method\":\"POST\",\"url\":\"%s\",\"json\":%s},\"answer\":{\"status\":200,\"json\":{}}}"
            .formatted(URL, body));
  }

  private List<Path> files() throws IOException {
    try (var files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    }
  }

  /** It is written when the one who read sees that he was hung up on. */
  private void awaitFile() throws IOException {
    long patience = System.nanoTime() + 50_000_000_000L;
    while (!(Files.isDirectory(folder) && !files().isEmpty()) && System.nanoTime() < patience) {
      Thread.onSpinWait();
    }
  }
}
