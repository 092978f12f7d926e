package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.prices.PriceBooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Under a budget of cost a model without a price is refused: the bundled book knows the common. */
class ModelsHavePricesTest {
  private static final List<String> COMMON =
      List.of(
          "openai/gpt-6-sol",
          "openai/gpt-5-mini",
          "anthropic/claude-opus-5-5",
          "gemini/gemini-2.5-flash",
          "mistral/mistral-small-latest",
          "groq/llama-3.3-70b-versatile",
          "cerebras/gpt-oss-120b",
          "together/meta-llama/Llama-3.3-70B-Instruct-Turbo",
          "fireworks/accounts/fireworks/models/gpt-oss-120b",
          "https://api.deepseek.com/v1#deepseek-chat",
          "https://api.x.ai/v1#grok-4.7",
          "https://api.moonshot.ai/v1#kimi-k3");

  /** {@code openai/gpt-4.1}, {@code provider: openai, model: gpt-4.1}. */
  private static final Pattern NAMED =
      Pattern.compile(
          "\\b(openai|anthropic|gemini|mistral)(?:/|, model: )([a-z]+-[a-z0-9.-]*[a-z0-9])");

  private static Path root() {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    return root;
  }

  private static TreeSet<String> inGuidesAndExamples() throws IOException {
    var names = new TreeSet<String>();
    for (var folder : List.of("docs/guide", "examples")) {
      try (Stream<Path> files = Files.walk(root().resolve(folder))) {
        for (var file : files.filter(each -> each.toString().matches(".*\\.(md|yaml)")).toList()) {
          NAMED
              .matcher(Files.readString(file))
              .results()
              .forEach(found -> names.add(found.group(1) + "/" + found.group(2)));
        }
      }
    }
    return names;
  }

  @Test
  void theModelsOfTheGuidesAndTheCommonOnesHaveAPriceUnderTheNameTheyAreBilledBy()
      throws IOException {
    var named = inGuidesAndExamples();
    assertTrue(named.contains("openai/gpt-4.1-mini"), named::toString);
    var models = new ModelCatalog(Map.of(), Http::create);
    var unpriced =
        Stream.concat(named.stream(), COMMON.stream())
            .filter(
                name -> {
                  var bound = models.named(name).text().bound("How long is the warranty?");
                  return PriceBooks.bundled()
                      .quote(bound.provider(), bound.model(), Instant.now())
                      .isEmpty();
                })
            .toList();
    assertEquals(List.of(), unpriced);
  }
}
