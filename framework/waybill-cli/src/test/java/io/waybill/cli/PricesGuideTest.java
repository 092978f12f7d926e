package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.prices.PriceBooks;
import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The price book of docs/guide/prices.md is read as it stands there, and find prints what it shows.
 */
class PricesGuideTest {
  private static String guide() throws IOException {
    var root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("LICENSE"))) {
      root = root.getParent();
    }
    return Files.readString(root.resolve("docs/guide/prices.md"));
  }

  private static String first(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results().findFirst().orElseThrow().group(1);
  }

  private static String book(String guide) {
    return first("(?s)```yaml\n(.*?)```", guide);
  }

  @Test
  void theBookOfTheGuideIsOneAndGoesOverTheBundledOne() throws IOException {
    var own = PriceBooks.read("mine.yaml", book(guide()));
    assertEquals(3, own.prices().size());
    assertEquals(1, own.multipliers().size());
    assertEquals(4, own.pool("gpu0").orElseThrow().slots());
    assertEquals("2400", own.fixed().get(0).oneOff().toPlainString());
    var both = PriceBooks.over(own, PriceBooks.bundled());
    assertTrue(both.prices().containsAll(own.prices()));
    assertTrue(both.pool("cpu").isPresent());
  }

  @Test
  void theProblemThatTheGuideShowsIsTheOneThatThereIs() throws IOException {
    var guide = guide();
    var wrong = book(guide).replaceFirst("output: 1.60", "output: 1.60, ouput: 1");
    var problem =
        assertThrows(YamlException.class, () -> PriceBooks.read("mine.yaml", wrong))
            .problems()
            .get(0)
            .toString();
    var shown = first("(?m)^    (mine\\.yaml:.*)$", guide);
    assertEquals(shown, problem);
  }

  @Test
  void findPrintsWhatTheGuideShows() throws IOException {
    var guide = guide();
    var words = first("(?m)^    waybill (prices find .*)$", guide).split(" ");
    var shown = first("(?s)```\n(openai/.*?)```", guide);
    assertEquals(still(shown), still(Shell.waybill(words).out()));
  }

  /** Days pass, and digests change with every price. */
  private static String still(String text) {
    return text.replaceAll("-?\\d+ days? ago", "some days ago")
        .replaceAll("sha256:\\S+", "sha256:")
        .replaceAll("\\d+ prices", "some prices");
  }
}
