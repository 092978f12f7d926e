package io.waybill.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.cli.Main;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/guide/cli.md, with an Ollama that is a provider on this machine. */
class CommandGuideTest {
  private static final String SUPPORTED = "Electric kettles carry a warranty of two years. [1]";
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  @TempDir Path temp;
  private final BillingProvider provider = BillingProvider.start().models("llama3.2:3b");

  @AfterEach
  void close() {
    provider.close();
  }

  private record Said(int exit, String text) {}

  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The lines of the shell in a section of the guide. */
  private static List<String> commands(String section) throws IOException {
    var guide = Files.readString(root().resolve("docs/guide/cli.md"));
    var from = guide.substring(guide.indexOf("\n## " + section + "\n"));
    var block = Pattern.compile("(?s)```sh\n(.*?)```").matcher(from).results().findFirst();
    return block.orElseThrow().group(1).lines().toList();
  }

  private Said run(String command, Map<String, String> environment) throws Exception {
    assertTrue(command.startsWith("./waybill "), command);
    var words = new ArrayList<String>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    WORD.matcher(command.substring("./waybill ".length()))
        .results()
        .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
        .map(word -> word.startsWith("examples/") ? root().resolve(word).toString() : word)
        .forEach(words::add);
    var builder = new ProcessBuilder(words).directory(temp.toFile()).redirectErrorStream(true);
    builder.environment().putAll(environment);
    var child = builder.start();
    try {
      child.getOutputStream().close();
      var text = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(child.waitFor(60, TimeUnit.SECONDS));
      return new Said(child.exitValue(), text);
    } finally {
      child.destroyForcibly();
    }
  }

  @Test
  void theDeskAnswersWithTheModelThatTheVariableNames() throws Exception {
    provider.answering(question -> Answer.of(SUPPORTED));
    var lines = commands("Models by name");
    var environment = new HashMap<>(Map.of("OLLAMA_HOST", provider.ollama()));
    var variable = lines.get(0).replace("export ", "").split("=", 2);
    environment.put(variable[0], variable[1]);
    var said = run(lines.get(1), environment);
    assertEquals(0, said.exit(), said::text);
    assertTrue(said.text().contains(SUPPORTED), said::text);
    assertTrue(said.text().contains(" llama3.2:3b @"), said::text);
  }

  @Test
  void whatIsRecordedIsReplayed() throws Exception {
    provider.answering(question -> Answer.of("a word"));
    Files.writeString(
        temp.resolve("desk.yaml"),
        """
        waybill: 1
        plan: desk
        inputs: { q: text }
        models: { small: { provider: ollama, model: "llama3.2:3b" } }
        steps: { said: { model: small, prompt: "${{ inputs.q }}" } }
        output: ${{ steps.said }}
        """);
    Files.writeString(temp.resolve("tickets.jsonl"), "\"one\"\n\"two\"\n");
    var lines = commands("Record and replay");
    var environment = Map.of("OLLAMA_HOST", provider.ollama());
    assertEquals(0, run(lines.get(0), environment).exit());
    provider.close();
    var said = run(lines.get(1), environment);
    assertEquals(0, said.exit(), said::text);
    assertTrue(said.text().contains(" ok             2   100.0 %"), said::text);
    assertEquals(2, run(lines.get(0), environment).exit(), "nobody is there to be recorded");
  }
}
