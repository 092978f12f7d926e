package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BadBooksTest {
  @TempDir Path folder;

  private static List<String> problems(String text) {
    return assertThrows(YamlException.class, () -> PriceBooks.read("book.yaml", text))
        .problems()
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static String problem(String text) {
    var all = problems(text);
    assertEquals(1, all.size(), all::toString);
    return all.get(0);
  }

  @Test
  void everyProblemIsToldAtOnceWithItsPlace() {
    assertEquals(
        List.of(
            "book.yaml:2:10 checked is no day: write 2026-11-20",
            "book.yaml:4:5 prices.0 needs 'rates'",
            "book.yaml:5:12 prices.0.match.model is missing: write one, or several under 'models'; '*' for any",
            "book.yaml:5:14 prices.0.match has no 'modell'. Did you mean 'model'? Known: provider, model, models.",
            "book.yaml:6:5 prices.0 has no 'rate'. Did you mean 'rates'? Known: id, match, from, to, per, rates, tiers, windows, source, checked.",
            "book.yaml:9:12 prices.1.rates needs 'output'",
            "book.yaml:9:21 prices.1.rates.input is no amount of dollars: write one such as 0.25, not negative",
            "book.yaml:11:17 prices.1.windows.0.from is no time of day in UTC: write \"16:30\"",
            "book.yaml:13:5 pools.0 needs 'per_hour'",
            "book.yaml:14:14 pools.1.slots is no whole number from 1 up: write 4"),
        problems(
            """
            price_book: 1
            checked: 20.11.2026
            prices:
              - id: a
                match: { modell: m }
                rate: { input: 1, output: 2 }
              - id: b
                match: { model: m }
                rates: { input: -1 }
                windows:
                  - { from: "half past four", to: "00:30", rates: { input: 1, output: 2 } }
            pools:
              - { name: gpu0 }
              - { slots: 0, name: gpu1, per_hour: 1 }
            """));
  }

  @Test
  void twoPricesForTheSameCallsAreAnErrorThatNamesBothWithTheirLines() {
    assertEquals(
        "book.yaml:6:12 prices.2.match of 'c' is for the same calls as that of 'a' in line 3, as closely: make one say more, or end before the other begins",
        problem(
            """
            price_book: 1
            prices:
              - { id: a, match: { model: "m-*" }, rates: { input: 1, output: 2 } }
              - { id: b, match: { model: "m-1*" }, rates: { input: 1, output: 2 } }
              - id: c
                match: { model: "*-m" }
                rates: { input: 3, output: 4 }
            """));
  }

  @Test
  void everyTieIsTold() {
    var text = new StringBuilder("price_book: 1\nprices:\n");
    for (int i = 0; i < 40; i++) {
      text.append(
          "  - { id: p%d, match: { model: m%d }, rates: { input: 1, output: 2 } }\n"
              .formatted(i, i % 10));
    }
    assertEquals(30, problems(text.toString()).size());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "NaN",
        ".nan",
        ".inf",
        "1e99",
        "1e9999999",
        "1000000001",
        "0x10",
        "1_000",
        "free",
        "''",
        "[1]",
        "{ a: 1 }",
        "null",
        "'1,25'"
      })
  void whatIsNoAmountOfDollarsIsRefused(String rate) {
    var said =
        problem(
            "price_book: 1\nprices: [{ id: a, match: { model: m }, rates: { input: %s, output: 1 } }]\n"
                .formatted(rate));
    assertTrue(said.contains("prices.0.rates.input is no amount of dollars"), said);
  }

  @Test
  void whatTheLedgerWouldNotTakeIsAProblemLikeAnyOther() {
    assertTrue(
        problem(
                """
                price_book: 1
                prices:
                  - { id: a, match: { model: m }, from: 2026-02-01, to: 2026-01-01, rates: { input: 1, output: 2 } }
                """)
            .contains("'a' ends on 2026-01-01, before it begins on 2026-02-01"));
    assertTrue(
        problem(
                """
                price_book: 1
                prices:
                  - id: a
                    match: { model: m }
                    rates: { input: 1, output: 2 }
                    tiers:
                      - { above: 200, rates: { input: 1, output: 2 } }
                      - { above: 100, rates: { input: 1, output: 2 } }
                """)
            .contains("write the tiers of 'a' upwards"));
    assertTrue(
        problem("price_book: 1\npools: [{ name: a, per_hour: 1 }, { name: a, per_hour: 2 }]\n")
            .endsWith("pools.1.name is 'a', and so is that in line 2"));
  }

  @Test
  void bothWaysToNameModelsAreOneTooMany() {
    var said =
        problem(
            "price_book: 1\nprices: [{ id: a, match: { model: m, models: [n] }, rates: { input: 1, output: 1 } }]\n");
    assertTrue(said.endsWith("stands beside 'models': write one of the two"), said);
  }

  @Test
  void unknownKeysAreNamedWithTheNearest() {
    assertTrue(
        problem("price_book: 1\nprice: []\n").contains("has no 'price'. Did you mean 'prices'?"));
    assertTrue(problem("prices: []\n").contains("needs 'price_book'"));
    assertTrue(problem("price_book: 2\n").contains("is a format that nobody knows here: write 1"));
  }

  @Test
  void noFileIsTrustedMoreThanAWorkflow() throws IOException {
    assertTrue(problem("").endsWith("is empty: a price book begins with 'price_book: 1'"));
    assertTrue(problem("price_book: 1\nprices: &a []\n").contains("has the anchor &a"));
    assertTrue(
        problem("price_book: 1\nchecked: !!java.net.URL [\"http://x\"]\n").contains("YAML tag"));
    assertTrue(problem("price_book: 1\nprice_book: 1\n").contains("has 'price_book' twice"));
    assertTrue(problem("price_book: 1\n---\nprice_book: 1\n").contains("one file, one price book"));
    assertTrue(problem("price_book: 1\nprices: [" + "[".repeat(100)).contains("nested more than"));
    assertTrue(
        problem("price_book: 1\n#" + "x".repeat(17 << 20)).endsWith("is larger than 16 MiB"));
    var bytes =
        Files.write(folder.resolve("latin.yaml"), "# é".getBytes(StandardCharsets.ISO_8859_1));
    var latin = assertThrows(YamlException.class, () -> PriceBooks.read(bytes));
    assertTrue(String.valueOf(latin.getMessage()).contains("is not UTF-8"));
    var none = folder.resolve("none.yaml");
    var missing = assertThrows(YamlException.class, () -> PriceBooks.read(none));
    assertEquals(none + ":1:1 does not exist", missing.getMessage());
  }
}
