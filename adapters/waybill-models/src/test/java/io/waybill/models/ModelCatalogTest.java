package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.http.Http;
import io.waybill.plan.Plan;
import io.waybill.plan.Step;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models as workflow files declare them; nothing here is asked anything. */
class ModelCatalogTest {
  @TempDir Path folder;

  /** Whatever reaches for the network fails. */
  private static Http nobody() {
    throw new AssertionError("reading a file reached for the network");
  }

  private static Catalog catalog(Map<String, String> environment) {
    return Catalog.builder().with(new ModelCatalog(environment, ModelCatalogTest::nobody)).build();
  }

  private Plan<?> read(Map<String, String> environment, String model) {
    return Yaml.read(file(model, ""), folder, catalog(environment));
  }

  private static String file(String model, String marks) {
    return """
        waybill: 1
        plan: ask
        inputs: { q: { type: text%s } }
        models:
          m: { %s }
        steps:
          said: { model: m, prompt: "Q: ${{ inputs.q }}" }
        output: ${{ steps.said }}
        """
        .formatted(marks, model);
  }

  private static WorkInfo work(Plan<?> plan) {
    return ((Step.Working) plan.steps().get(0)).work().info();
  }

  private List<String> problems(String model) {
    var e = assertThrows(YamlException.class, () -> read(Map.of(), model));
    return e.problems().stream().map(p -> p.path() + " " + p.message()).toList();
  }

  @Test
  void everySettingIsPartOfThePlanUnderItsOwnName() {
    var info =
        work(
            read(
                Map.of(),
                "provider: openai, model: m-1, url: \"https://x.example/v1/\", temperature: 0.2, top_p: 0.9, max_tokens: 40, seed: 7, system: Be brief., key_env: X_API_KEY, in_house: true"));
    assertEquals(
        Map.of(
            "model",
            "m-1",
            "provider",
            "x.example",
            "url",
            "https://x.example/v1",
            "temperature",
            new BigDecimal("0.2"),
            "top_p",
            new BigDecimal("0.9"),
            "max_tokens",
            40L,
            "seed",
            7L,
            "system",
            "Be brief.",
            "key_env",
            "X_API_KEY",
            "in_house",
            true),
        info.config());
    assertEquals(WorkInfo.Location.LOCAL, info.safety().location());
    assertEquals("m-1 @x.example", info.display());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "provider: openai, model: gpt-4.1-mini, temperature: 0.2",
        "provider: openai, model: \"*\", url: \"http://127.0.0.1:8080/v1\"",
        "provider: openai, model: x, url: \"https://api.groq.com/openai/v1\", max_tokens: 5",
        "provider: ollama, model: \"llama3.2:3b\", seed: 7",
        "provider: anthropic, model: claude-sonnet-4-5, system: \"Be: brief\"",
        "provider: gemini, model: gemini-2.5-flash, top_p: 0.5",
        "provider: mistral, model: mistral-small-latest, in_house: true",
        "provider: openai, model: x, urls: [\"http://gpu0:8080/v1\", \"http://gpu1:8080/v1\"], in_house: true",
      })
  void whatIsReadIsWrittenAndReadBack(String model) {
    var plan = read(Map.of(), model);
    var written = Yaml.write(plan, folder, catalog(Map.of()));
    assertEquals(plan, Yaml.read(written, folder, catalog(Map.of())));
  }

  @ParameterizedTest
  @CsvSource({
    "openai/gpt-4.1-mini, 'provider: openai, model: gpt-4.1-mini'",
    "gemini/gemini-2.5-flash, 'provider: gemini, model: gemini-2.5-flash'",
    "groq/x, 'provider: openai, model: x, url: \"https://api.groq.com/openai/v1\"'",
    "http://127.0.0.1:8080/v1#x, 'provider: openai, model: x, url: \"http://127.0.0.1:8080/v1\"'",
    "http://127.0.0.1:8080/v1, 'provider: openai, model: \"*\", url: \"http://127.0.0.1:8080/v1\"'",
  })
  void aModelNamedInJavaIsTheOneThatAFileDeclares(String name, String declared) {
    var named = new ModelCatalog(Map.of(), ModelCatalogTest::nobody).named(name).text().info();
    assertEquals(work(read(Map.of(), declared)), named);
  }

  @Test
  void aModelInSeveralPlacesIsInHouseIfAllOfThemAre() {
    var here = "\"http://127.0.0.1:1/v1\", \"http://127.0.0.1:2/v1\"";
    var work = work(read(Map.of(), "provider: openai, model: x, urls: [%s]".formatted(here)));
    assertEquals(WorkInfo.Location.LOCAL, work.safety().location());
    assertEquals("x @127.0.0.1:1+127.0.0.1:2", work.display());
    assertEquals(
        List.of("http://127.0.0.1:1/v1", "http://127.0.0.1:2/v1"), work.config().get("urls"));
    var mixed = "provider: openai, model: x, urls: [%s, \"http://far.example/v1\"]".formatted(here);
    assertEquals(WorkInfo.Location.EXTERNAL, work(read(Map.of(), mixed)).safety().location());
  }

  @Test
  void namingAModelReachesNothing() {
    var name = "anthropic/claude-sonnet-4-5";
    var here = new ModelCatalog(Map.of(), ModelCatalogTest::nobody).named(name);
    assertEquals(here.answer().info(), Models.named(name).answer().info());
    assertThrows(IllegalArgumentException.class, () -> Models.named("claude-sonnet-4-5"));
  }

  @Test
  void aKeyChangesNoPlanAndStandsInNone() {
    var model = "provider: openai, model: gpt-4.1-mini";
    var without = read(Map.of(), model);
    var with = read(Map.of("OPENAI_API_KEY", "sk-secret123"), model);
    assertEquals(without, with);
    assertEquals(without.hash(), with.hash());
    assertFalse((with + with.describe() + work(with)).contains("sk-secret"));
    assertFalse(
        Yaml.write(with, folder, catalog(Map.of("OPENAI_API_KEY", "sk-secret123")))
            .contains("sk-secret"));
  }

  @Test
  void everythingWrongWithAModelIsToldAtOnce() {
    assertEquals(
        List.of(
            "models.m needs 'model'",
            "models.m.url is no URL of an engine: write http:// or https://, a host, and the path of its API, not 'api.example.com'",
            "models.m.key_env is no name such as GROQ_API_KEY: write the name of the variable, never the key",
            "models.m.temperature must lie between 0 and 2, is 2.5",
            "models.m.max_tokens must be at least 1"),
        problems(
            "provider: openai, url: api.example.com, key_env: sk-123, temperature: 2.5, max_tokens: 0"));
    assertEquals(
        List.of("models.m.seed is nothing that anthropic knows: leave it out"),
        problems("provider: anthropic, model: x, seed: 1"));
    assertEquals(
        List.of(
            "models.m.key_env sends GROQ_API_KEY, which is for api.groq.com, to stranger.example: keep the key for that in a variable of its own"),
        problems(
            "provider: openai, model: x, url: \"https://stranger.example/v1\", key_env: GROQ_API_KEY"));
    assertEquals(
        List.of(
            "models.m.urls are the places of one model that has a url too: say one of both",
            "models.m.urls is no URL of an engine: write http:// or https://, a host, and the path of its API, not 'gpu0'"),
        problems(
            "provider: openai, model: x, url: \"http://a/v1\", urls: [gpu0, \"http://gpu1:8080/v1\"]"));
    assertEquals(
        List.of("models.m has no 'temprature'. Did you mean 'temperature'?"),
        problems("provider: openai, model: x, temprature: 1").stream()
            .map(said -> said.replaceAll(" Known: .*", ""))
            .toList());
  }

  @Test
  void privateInputsReachWhatIsInHouseAndNothingElse() {
    var in =
        file("provider: openai, model: x, url: \"http://127.0.0.1:8080/v1\"", ", private: true");
    assertEquals("ask", Yaml.read(in, folder, catalog(Map.of())).name());
    var out = file("provider: openai, model: gpt-4.1-mini", ", private: true");
    var e = assertThrows(YamlException.class, () -> Yaml.read(out, folder, catalog(Map.of())));
    assertTrue(
        e.getMessage().contains("sends private data (input 'q') out of the house"), e::getMessage);
  }

  @Test
  void aVariableThatNamesNoModelIsNamed() {
    var e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                new ModelCatalog(
                    Map.of("WAYBILL_MODEL", "olama/llama3.2:3b"), ModelCatalogTest::nobody));
    assertTrue(
        e.getMessage().startsWith("WAYBILL_MODEL: no provider 'olama'. Did you mean 'ollama'?"),
        e::getMessage);
    var unset = new ModelCatalog(Map.of("WAYBILL_MODEL", " "), ModelCatalogTest::nobody);
    assertTrue(unset.chosen().isEmpty());
  }
}
