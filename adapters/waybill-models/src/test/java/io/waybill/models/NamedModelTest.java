package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedModelTest {
  private static final Operator NOBODY = new Operator(Map.of());

  private static String refused(String name) {
    return assertThrows(IllegalArgumentException.class, () -> NamedModel.parse(name)).getMessage();
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4.1-mini, OPENAI, gpt-4.1-mini, https://api.openai.com/v1",
    "ollama/llama3.2:3b, OLLAMA, llama3.2:3b, http://127.0.0.1:11434",
    "anthropic/claude-sonnet-4-5, ANTHROPIC, claude-sonnet-4-5, https://api.anthropic.com/v1",
    "gemini/gemini-2.5-flash, GEMINI, gemini-2.5-flash, https://generativelanguage.googleapis.com/v1beta",
    "mistral/mistral-small-latest, MISTRAL, mistral-small-latest, https://api.mistral.ai/v1",
    "groq/llama-3.3-70b-versatile, OPENAI, llama-3.3-70b-versatile, https://api.groq.com/openai/v1",
    "openrouter/meta-llama/llama-3.3-70b, OPENAI, meta-llama/llama-3.3-70b, https://openrouter.ai/api/v1",
    "http://127.0.0.1:8080/v1#qwen2.5-7b, OPENAI, qwen2.5-7b, http://127.0.0.1:8080/v1",
    "http://127.0.0.1:8080/v1/, OPENAI, *, http://127.0.0.1:8080/v1",
  })
  void aNameSaysWhoServesWhichModelWhere(String name, Maker maker, String model, String url) {
    var parsed = NamedModel.parse(name);
    assertEquals(maker, parsed.maker());
    assertEquals(model, parsed.model());
    assertEquals(url, NOBODY.place(parsed).toString());
  }

  @Test
  void aTypoIsAnsweredWithTheProviderThatWasMeant() {
    assertEquals(
        "no provider 'opnai'. Did you mean 'openai'? Known: anthropic, cerebras, fireworks, gemini, groq, mistral, ollama, openai, openrouter, sambanova, together.",
        refused("opnai/gpt-4.1-mini"));
  }

  @Test
  void whatNamesNoModelIsRefusedWithWhatToWrite() {
    assertEquals(
        "'gpt-4.1-mini' does not say who serves it: write openai/gpt-4.1-mini, ollama/llama3.2:3b or http://127.0.0.1:8080/v1#model",
        refused("gpt-4.1-mini"));
    assertEquals("does not say which model", refused("openai/"));
  }

  @Test
  void aUrlWithAPasswordIsRefusedAndThePasswordIsNotRepeated() {
    for (var url :
        List.of("https://me:hush@host/v1", "ftp://me:hush@host", "https://me:hush@ho st")) {
      assertFalse(refused(url).contains("hush"), refused(url));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://localhost:8080/v1",
        "http://127.0.0.1/v1",
        "http://127.1.2.3:80/v1",
        "http://[::1]:8080/v1",
        "ollama/llama3.2:3b",
      })
  void whatListensOnThisMachineIsInHouse(String name) {
    assertTrue(NOBODY.inHouse(NamedModel.parse(name)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://192.168.1.5:8080/v1",
        "http://10.0.0.1/v1",
        "http://gpu.example/v1",
        "http://127.0.0.1.example/v1",
        "http://localhost.example/v1",
        "openai/gpt-4.1-mini",
        "groq/llama-3.3-70b-versatile",
        "ollama/gpt-oss:120b-cloud",
      })
  void anythingElseIsOutsideUnlessTheFileSaysThatItIsInHouse(String name) {
    var model = NamedModel.parse(name);
    assertFalse(NOBODY.inHouse(model));
    assertTrue(
        NOBODY.inHouse(
            new NamedModel(
                model.maker(), model.model(), model.urls(), model.keyEnv(), true, Dials.NONE)));
  }

  @Test
  void whatListensHereAndIsSentAKeyIsTakenForAGateway() {
    assertFalse(NOBODY.inHouse(keyed("http://127.0.0.1:4000/v1", "GATEWAY_API_KEY")));
    var here = Place.of("http://127.0.0.1:4000/v1");
    assertFalse(
        NOBODY.inHouse(new NamedModel(Maker.ANTHROPIC, "x", List.of(here), "", false, Dials.NONE)));
    var url = Map.of("OPENAI_BASE_URL", "http://127.0.0.1:4000/v1");
    assertFalse(new Operator(url).inHouse(NamedModel.parse("openai/x")));
  }

  @ParameterizedTest
  @CsvSource({
    "gpu, http://gpu:11434",
    "gpu:80, http://gpu:80",
    "0.0.0.0, http://127.0.0.1:11434",
    "0.0.0.0:99, http://127.0.0.1:99",
    ":99, http://127.0.0.1:99",
    "https://gpu.example, https://gpu.example",
    "http://gpu.example:99/ollama/, http://gpu.example:99/ollama",
  })
  void ollamaHostIsReadAsOllamaReadsIt(String variable, String url) {
    var operator = new Operator(Map.of("OLLAMA_HOST", variable));
    assertEquals(url, operator.place(NamedModel.parse("ollama/x")).toString());
  }

  @Test
  void aVariableThatIsNoUrlIsNamed() {
    var operator = new Operator(Map.of("OPENAI_BASE_URL", "api.openai.com"));
    var said =
        assertThrows(
            IllegalArgumentException.class,
            () -> operator.place(NamedModel.parse("openai/gpt-4.1-mini")));
    assertEquals(
        "OPENAI_BASE_URL is no URL of an engine: write http:// or https://, a host, and the path of its API, not 'api.openai.com'",
        said.getMessage());
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4.1-mini, OPENAI_API_KEY",
    "gemini/gemini-2.5-flash, GEMINI_API_KEY GOOGLE_API_KEY",
    "groq/x, GROQ_API_KEY",
    "https://api.groq.com/openai/v1#x, GROQ_API_KEY",
    "https://api.openai.com/v1#x, OPENAI_API_KEY",
    "https://stranger.example/v1#x, ''",
    "http://api.openai.com/v1#x, ''",
    "http://127.0.0.1:8080/v1#x, ''",
    "ollama/x, ''",
  })
  void aKeyGoesOnlyToWhomItIsFor(String name, String variables) {
    assertEquals(variables, String.join(" ", NOBODY.keyVariables(NamedModel.parse(name))));
  }

  private static NamedModel keyed(String url, String keyEnv) {
    return new NamedModel(Maker.OPENAI, "x", List.of(Place.of(url)), keyEnv, false, Dials.NONE);
  }

  @Test
  void aFileCanNotSendAKnownKeyToAStranger() {
    var said =
        assertThrows(
            IllegalArgumentException.class,
            () -> keyed("https://stranger.example/v1", "OPENAI_API_KEY"));
    assertEquals(
        "key_env sends OPENAI_API_KEY, which is for api.openai.com, to stranger.example: keep the key for that in a variable of its own",
        said.getMessage());
    assertEquals(
        List.of("STRANGER_API_KEY"),
        NOBODY.keyVariables(keyed("https://stranger.example/v1", "STRANGER_API_KEY")));
    assertEquals(
        List.of("OPENAI_API_KEY"),
        NOBODY.keyVariables(keyed("http://127.0.0.1:80/v1", "OPENAI_API_KEY")));
  }

  @Test
  void aKeyInThePlaceOfItsNameIsRefusedAndNotRepeated() {
    for (var name : List.of("sk-secret123", "AWS_SECRET_ACCESS_KEY", "PATH")) {
      var said =
          assertThrows(IllegalArgumentException.class, () -> keyed("https://a.example/v1", name));
      assertFalse(said.getMessage().contains(name), said.getMessage());
    }
  }

  @Test
  void anEngineOfOnesOwnNeedsNoKey() {
    var own = new Operator(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:8080/v1"));
    var model = NamedModel.parse("openai/x");
    assertEquals(Optional.empty(), own.keyProblem(model));
    assertEquals(Optional.of("has no key: set OPENAI_API_KEY"), NOBODY.keyProblem(model));
    assertEquals(
        Optional.of("has no key: set GEMINI_API_KEY or GOOGLE_API_KEY"),
        NOBODY.keyProblem(NamedModel.parse("gemini/x")));
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsNotRepeated() {
    var operator = new Operator(Map.of("OPENAI_API_KEY", "sk-a\nb"));
    assertEquals(
        Optional.of("has a key with characters that no key has: set OPENAI_API_KEY"),
        operator.keyProblem(NamedModel.parse("openai/x")));
  }
}
