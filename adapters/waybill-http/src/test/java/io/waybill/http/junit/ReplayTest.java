package io.waybill.http.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.model.openai.OpenAiChatModel;
import io.waybill.testkit.billing.BillingProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

class ReplayTest {
  private static final String CASSETTES = "src/test/cassettes/greeting";

  @AfterEach
  void nothingIsRecordedAnyMore() {
    System.clearProperty("waybill.record");
    System.clearProperty("waybill.test.folder");
    System.clearProperty("waybill.test.url");
    System.clearProperty("waybill.test.inside");
  }

  /** A test as users write it. */
  static class Greeting {
    @RegisterExtension static Replay models = Replay.from(CASSETTES);

    @Test
    void isFriendly() {
      assertEquals("Hello.", model(models).chat("hello"));
    }

    @Test
    void isFriendlyAgain() {
      assertEquals("Hello.", model(models).chat("hello"));
    }
  }

  @EnabledIfSystemProperty(named = "waybill.test.inside", matches = "true")
  static class Missing {
    @RegisterExtension static Replay models = Replay.from(CASSETTES);

    @Test
    void asksForWhatWasNotRecordedAndPutsUpWithIt() {
      assertThrows(LangChain4jException.class, () -> model(models).chat("good bye"));
    }

    @Test
    void asksNothing() {
      models.http();
    }
  }

  static class ForEachTest {
    @RegisterExtension
    Replay models = Replay.from(System.getProperty("waybill.test.folder", CASSETTES));

    @Test
    void isFriendly() {
      model(models).chat("hello");
    }
  }

  @Test
  void aTestIsAnsweredFromTheFolder() {
    run(Greeting.class).testEvents().assertStatistics(all -> all.succeeded(2).failed(0));
  }

  @Test
  void aMissFailsTheTestThoughItsCodePutUpWithIt() {
    var results = run(Missing.class);
    results.testEvents().assertStatistics(all -> all.succeeded(1).failed(1));
    var said = failure(results);
    assertTrue(
        said.startsWith(
            "no cassette in src/test/cassettes/greeting for POST http://models.example/v1/chat/completions."
                + " Nearest: "),
        said);
    assertTrue(
        said.contains(
            "it differs at /messages/0/content: recorded \"hello\", asked \"good bye\". Record it with --record."),
        said);
    assertTrue(said.endsWith("(in a test: run it once with -Dwaybill.record=true)"), said);
  }

  @Test
  void anExtensionOfEachTestIsAnsweredToo() {
    run(ForEachTest.class).testEvents().assertStatistics(all -> all.succeeded(1).failed(0));
  }

  @Test
  void aFolderThatIsMissingFailsTheTestAndSaysHowToMakeIt() {
    System.setProperty("waybill.test.folder", "src/test/cassettes/none");
    var said = failure(run(ForEachTest.class));
    assertTrue(said.startsWith("there is no folder of cassettes 'src/test/cassettes/none'"), said);
  }

  @Test
  void withThePropertyTheModelIsReallyAskedAndRecorded(@TempDir Path folder) throws IOException {
    System.setProperty("waybill.test.folder", folder.toString());
    try (var provider = BillingProvider.start()) {
      System.setProperty("waybill.test.url", provider.openai());
      System.setProperty("waybill.record", "true");
      run(ForEachTest.class).testEvents().assertStatistics(all -> all.succeeded(1).failed(0));
      try (var files = Files.list(folder)) {
        assertEquals(1, files.count());
      }
    }
    System.clearProperty("waybill.record");
    run(ForEachTest.class).testEvents().assertStatistics(all -> all.succeeded(1).failed(0));
  }

  private static OpenAiChatModel model(Replay models) {
    return OpenAiChatModel.builder()
        .httpClientBuilder(models.http().client())
        .baseUrl(System.getProperty("waybill.test.url", "http://models.example/v1"))
        .modelName("m")
        .maxRetries(0)
        .build();
  }

  private static EngineExecutionResults run(Class<?> tests) {
    System.setProperty("waybill.test.inside", "true");
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static String failure(EngineExecutionResults results) {
    return results.testEvents().failed().stream()
        .flatMap(
            event -> event.getPayload(org.junit.platform.engine.TestExecutionResult.class).stream())
        .flatMap(result -> result.getThrowable().stream())
        .map(thrown -> String.valueOf(thrown.getMessage()))
        .findFirst()
        .orElseThrow();
  }
}
