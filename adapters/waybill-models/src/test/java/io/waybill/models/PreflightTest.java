package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Engines that say what real ones say of themselves, before any work. */
class PreflightTest {
  private static final String KEY = "sk-secret123";

  /** What ten that wait three seconds each would take. */
  private static final Duration ONE_BY_ONE = Duration.ofSeconds(30);

  private final Map<String, String> answers = new HashMap<>();
  private final Map<String, String> wanted = new HashMap<>();

  /** Has a port that nobody else gets, and does not listen on it. */
  private final Socket held = new Socket();

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.stop(0);
    held.close();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      var known = answers.get(exchange.getRequestURI().toString());
      var header = wanted.entrySet().stream().findFirst();
      var allowed =
          header.isEmpty()
              || header
                  .get()
                  .getValue()
                  .equals(exchange.getRequestHeaders().getFirst(header.get().getKey()));
      var body = (known == null ? "{}" : known).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(!allowed ? 401 : known == null ? 404 : 200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Place here(String path) {
    return Place.of("http://127.0.0.1:%d%s".formatted(server.getAddress().getPort(), path));
  }

  private static NamedModel model(Maker maker, String model, Place place, String keyEnv) {
    return new NamedModel(maker, model, List.of(place), keyEnv, false, Dials.NONE);
  }

  private static List<String> problems(Map<String, String> environment, NamedModel... models) {
    var named = new LinkedHashMap<NamedModel, String>();
    for (var model : models) {
      named.put(model, "models.m" + named.size());
    }
    return new Preflight(new Operator(environment)).problems(named).block(Duration.ofMinutes(1));
  }

  private static void wellOnlyWithKey(Map<String, String> wanted, NamedModel model) {
    assertEquals(List.of(), problems(Map.of(model.keyEnv(), KEY), model));
    var wrong = problems(Map.of(model.keyEnv(), "sk-wrong"), model).toString();
    assertTrue(wrong.contains("does not take the key in " + model.keyEnv() + " (401)"), wrong);
    assertFalse(wrong.contains("sk-wrong"), wrong);
    assertFalse(wanted.isEmpty());
  }

  @Test
  void openAiIsAskedWithABearer() {
    answers.put("/v1/models", "{\"data\": [{\"id\": \"gpt-4.1-mini\"}]}");
    wanted.put("Authorization", "Bearer " + KEY);
    wellOnlyWithKey(wanted, model(Maker.OPENAI, "gpt-4.1-mini", here("/v1"), "OPENAI_API_KEY"));
  }

  @Test
  void mistralKnowsAModelByItsOtherNames() {
    answers.put(
        "/v1/models",
        "{\"data\": [{\"id\": \"mistral-small-2506\", \"aliases\": [\"mistral-small-latest\"]}]}");
    wanted.put("Authorization", "Bearer " + KEY);
    wellOnlyWithKey(
        wanted, model(Maker.MISTRAL, "mistral-small-latest", here("/v1"), "MISTRAL_API_KEY"));
  }

  @Test
  void anthropicIsAskedForANameThatItsListHasUnderAnother() {
    answers.put("/v1/models?limit=1000", "{\"data\": [{\"id\": \"claude-sonnet-4-5-20250929\"}]}");
    answers.put("/v1/models/claude-sonnet-4-5", "{\"id\": \"claude-sonnet-4-5-20250929\"}");
    wanted.put("x-api-key", KEY);
    wellOnlyWithKey(
        wanted, model(Maker.ANTHROPIC, "claude-sonnet-4-5", here("/v1"), "ANTHROPIC_API_KEY"));
  }

  @Test
  void geminiListsItsModelsUnderPaths() {
    answers.put(
        "/v1beta/models?pageSize=1000", "{\"models\": [{\"name\": \"models/gemini-2.5-flash\"}]}");
    wanted.put("x-goog-api-key", KEY);
    wellOnlyWithKey(
        wanted, model(Maker.GEMINI, "gemini-2.5-flash", here("/v1beta"), "GEMINI_API_KEY"));
  }

  @Test
  void anOllamaWithoutTheModelIsToldHowToHaveIt() {
    answers.put(
        "/api/tags", "{\"models\": [{\"name\": \"llama3.2:latest\"}, {\"name\": \"qwen2.5:7b\"}]}");
    assertEquals(List.of(), problems(Map.of(), model(Maker.OLLAMA, "llama3.2", here(""), "")));
    assertEquals(
        List.of(
            "models.m0 (%s#qwen2.5:3b) is no model of %s. Did you mean 'qwen2.5:7b'? Known: llama3.2:latest, qwen2.5:7b. To have it: ollama pull qwen2.5:3b"
                .formatted(here(""), here(""))),
        problems(Map.of(), model(Maker.OLLAMA, "qwen2.5:3b", here(""), "")));
  }

  @Test
  void ofManyModelsOnlyTheNearestAreNamed() {
    var many = new StringBuilder("[{\"id\": \"gpt-4.1-mini\"}, {\"id\": \"gpt-4.1-nano\"}");
    for (int i = 0; i < 400; i++) {
      many.append(", {\"id\": \"something-altogether-different-").append(i).append("\"}");
    }
    answers.put("/v1/models", many + "]");
    assertEquals(
        List.of(
            "models.m0 (%s#gpt-4.1-mni) is no model of %s. Did you mean 'gpt-4.1-mini' or 'gpt-4.1-nano'? It has 402."
                .formatted(here("/v1"), here("/v1"))),
        problems(Map.of(), model(Maker.OPENAI, "gpt-4.1-mni", here("/v1"), "")));
  }

  @Test
  void theOnlyModelIsTheOnlyOne() {
    answers.put("/one/models", "{\"data\": [{\"id\": \"qwen\"}]}");
    answers.put("/two/models", "{\"data\": [{\"id\": \"qwen\"}, {\"id\": \"llama\"}]}");
    answers.put("/none/models", "{\"data\": []}");
    assertEquals(List.of(), problems(Map.of(), model(Maker.OPENAI, "*", here("/one"), "")));
    assertEquals(
        List.of(
            "models.m0 (%1$s) has to say which: write %1$s#qwen, or model: in a file. It has: qwen, llama"
                .formatted(here("/two")),
            "models.m1 (%1$s) finds no model at %1$s".formatted(here("/none"))),
        problems(
            Map.of(),
            model(Maker.OPENAI, "*", here("/two"), ""),
            model(Maker.OPENAI, "*", here("/none"), "")));
  }

  @Test
  void everyProblemIsToldAtOnce() {
    int nobody = held.getLocalPort();
    var gone = Place.of("http://127.0.0.1:%d/v1".formatted(nobody));
    var ollama = Place.of("http://127.0.0.1:%d".formatted(nobody));
    assertEquals(
        List.of(
            "models.m0 (openai/gpt-4.1-mini) has no key: set OPENAI_API_KEY",
            "models.m1 (%1$s#x) cannot be reached at %1$s (no connection): start the engine that should listen there"
                .formatted(gone),
            "models.m2 (%1$s#x) cannot be reached at %1$s (no connection): start it with 'ollama serve', or set OLLAMA_HOST to where it is"
                .formatted(ollama),
            "models.m3 (%1$s#x) answers 404 at %1$s/models: is it the URL of its API, mostly one that ends with /v1, and has it started?"
                .formatted(here("/nowhere"))),
        problems(
            Map.of(),
            NamedModel.parse("openai/gpt-4.1-mini"),
            model(Maker.OPENAI, "x", gone, ""),
            model(Maker.OLLAMA, "x", ollama, ""),
            model(Maker.OPENAI, "x", here("/nowhere"), "")));
  }

  @Test
  void whoeverWantsAKeyAndIsGivenNoneIsToldHowToNameOne() {
    wanted.put("Authorization", "Bearer " + KEY);
    assertEquals(
        List.of(
            "models.m0 (%1$s#x) is refused: %1$s wants a key (401); name its variable with key_env"
                .formatted(here("/v1"))),
        problems(Map.of(), model(Maker.OPENAI, "x", here("/v1"), "")));
  }

  @Test
  void enginesThatSayNothingAreGivenUpOnInThreeSecondsAllAtOnce() throws IOException {
    try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      var place = Place.of("http://127.0.0.1:%d/v1".formatted(silent.getLocalPort()));
      var models =
          IntStream.range(0, 10)
              .mapToObj(i -> model(Maker.OPENAI, "x" + i, place, ""))
              .toArray(NamedModel[]::new);
      var said = assertTimeout(ONE_BY_ONE, () -> problems(Map.of(), models));
      assertEquals(10, said.size());
      assertTrue(
          said.stream().allMatch(each -> each.contains("(no answer within 3 s)")), "" + said);
    }
  }
}
