package io.waybill.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ToyModelTest {
  private final HttpClient client = HttpClient.newHttpClient();

  private static HttpRequest chat(LlamaServer server, int most, boolean streamed) {
    var body =
        """
        {"messages": [{"role": "user", "content": "Where is my order?"}], "max_tokens": %d,
         "stream": %s, "stream_options": {"include_usage": true}}
        """
            .formatted(most, streamed);
    return HttpRequest.newBuilder(URI.create(server.url() + "/chat/completions"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body))
        .build();
  }

  private String answer(LlamaServer server, int most) throws IOException, InterruptedException {
    return client.send(chat(server, most, false), HttpResponse.BodyHandlers.ofString()).body();
  }

  private Stream<String> stream(LlamaServer server, int most)
      throws IOException, InterruptedException {
    return client.send(chat(server, most, true), HttpResponse.BodyHandlers.ofLines()).body();
  }

  private static long number(String name, String json) {
    var found = Pattern.compile("\"%s\":(\\d+)".formatted(name)).matcher(json);
    assertTrue(found.find(), () -> "no " + name + " in " + json);
    return Long.parseLong(found.group(1));
  }

  @Test
  void itIsSmallAndDecidedByItsSeed() {
    var bytes = ToyModel.brief(1).bytes();
    assertTrue(bytes.length < 1_000_000, "it has %d bytes".formatted(bytes.length));
    assertArrayEquals(bytes, ToyModel.brief(1).bytes());
    assertFalse(Arrays.equals(bytes, ToyModel.brief(2).bytes()));
    assertFalse(Arrays.equals(bytes, ToyModel.endless(1).bytes()));
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void llamaServerAnswersWithItsWordsAndCountsThem() throws Exception {
    try (var server = LlamaServer.with(ToyModel.brief(1))) {
      var answer = answer(server, 200);
      assertTrue(answer.contains("\"finish_reason\":\"stop\""), answer);
      assertTrue(answer.matches("(?s).*\"content\":\"( [a-z]+)+\".*"), answer);
      assertEquals(number("prompt_tokens", answer), server.read() + server.cached());
      assertEquals(number("completion_tokens", answer), server.written());
    }
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void aStreamEndsWithItsUsage() throws Exception {
    try (var server = LlamaServer.with(ToyModel.brief(1))) {
      var last = stream(server, 5).filter(line -> line.contains("\"usage\"")).findFirst();
      assertEquals(5, number("completion_tokens", last.orElseThrow()));
      assertEquals(5, server.written());
    }
  }

  @Test
  @Needs(LlamaServer.PROGRAM)
  void oneThatNeverEndsIsStoppedByWhoeverHangsUp() throws Exception {
    try (var server = LlamaServer.with(ToyModel.endless(1))) {
      var lines = stream(server, 15_000);
      assertTrue(lines.anyMatch(line -> line.contains("\"content\":\" ")));
      lines.close();
      server.awaitIdle();
      var written = server.written();
      assertTrue(0 < written && written < 15_000, "it wrote %d words".formatted(written));
    }
  }
}
