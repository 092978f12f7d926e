package io.waybill.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BundledTest {
  private static final Instant DAY = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void everyPriceSaysWhereItIsFromAndWhenItWasChecked() {
    for (var price : PriceBooks.bundled().prices()) {
      assertTrue(price.source().startsWith("https://"), price.id());
      assertTrue(price.checked().isPresent(), price.id());
      assertEquals(PriceBooks.bundled().checked(), price.checked(), price.id());
    }
    for (var pool : PriceBooks.bundled().pools()) {
      assertFalse(pool.source().isEmpty(), pool.name());
      assertTrue(pool.checked().isPresent(), pool.name());
    }
  }

  /** As usages name them; what is asked at a URL is billed by its host. */
  @Test
  void theCommonModelsAreKnownByTheNamesTheyAreBilledUnder() {
    var common =
        Map.of(
            "openai",
                List.of(
                    "gpt-6-sol",
                    "gpt-6-luna-2026-08-01",
                    "gpt-5-mini",
                    "gpt-4.1-mini",
                    "gpt-4.1-mini-2025-04-14",
                    "gpt-4o-mini",
                    "text-embedding-3-small"),
            "anthropic",
                List.of(
                    "claude-opus-5-5",
                    "claude-sonnet-5-5-20261001",
                    "claude-haiku-4-5-20251001",
                    "claude-sonnet-4-5"),
            "gcp.gemini",
                List.of(
                    "gemini-2.5-flash",
                    "gemini-2.5-pro",
                    "gemini-3.8-flash",
                    "gemini-2.0-flash-001"),
            "mistral_ai",
                List.of("mistral-large-latest", "mistral-small-latest", "ministral-8b-latest"),
            "groq", List.of("llama-3.3-70b-versatile", "openai/gpt-oss-120b"),
            "cerebras", List.of("gpt-oss-120b"),
            "together", List.of("meta-llama/Llama-3.3-70B-Instruct-Turbo"),
            "fireworks", List.of("accounts/fireworks/models/gpt-oss-120b"),
            "api.deepseek.com", List.of("deepseek-chat", "deepseek-reasoner"),
            "api.x.ai", List.of("grok-4.7", "grok-4"));
    common.forEach(
        (biller, models) ->
            assertEquals(
                List.of(),
                models.stream()
                    .filter(model -> PriceBooks.bundled().quote(biller, model, DAY).isEmpty())
                    .collect(Collectors.toList()),
                biller));
    assertTrue(PriceBooks.bundled().quote("api.cohere.ai", "command-a", DAY).isPresent());
    assertTrue(PriceBooks.bundled().quote("openai", "claude-opus-5-5", DAY).isEmpty());
  }

  @Test
  void ourOwnProcessorHasFourSlots() {
    var cpu = PriceBooks.bundled().pool("cpu").orElseThrow();
    assertEquals("0.18", cpu.perHour().toPlainString());
    assertEquals(4, cpu.slots());
  }

  @Test
  void itIsWrittenAndReadLikeAnyOther() {
    var written = PriceBooks.write(PriceBooks.bundled());
    assertEquals(PriceBooks.bundled(), PriceBooks.read("again.yaml", written));
  }
}
