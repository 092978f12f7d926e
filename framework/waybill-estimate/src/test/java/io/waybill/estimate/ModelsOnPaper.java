package io.waybill.estimate;

import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Bound;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Models that are described and can be asked by nobody: to perform one fails the test. */
final class ModelsOnPaper {
  static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private ModelsOnPaper() {}

  static Work<String, String> chat(String model, long most) {
    return Work.described(
        info(model, "acme").location(WorkInfo.Location.EXTERNAL).build(),
        text -> Bound.tokens("acme", model, bytes(text), most),
        (text, call) -> Mono.error(new AssertionError(model + " was asked")));
  }

  static Work<String, String> inHouse(String model, String pool) {
    return Work.described(
        info(model, "").pool(pool).build(),
        (text, call) -> Mono.error(new AssertionError(model + " was asked")));
  }

  static Work<String, Choice> router(String... labels) {
    return Work.described(
        WorkInfo.named("router")
            .model("rules")
            .labels(Set.of(labels))
            .types(String.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .build(),
        (text, call) -> Mono.error(new AssertionError("the router was asked")));
  }

  private static WorkInfo.Builder info(String model, String provider) {
    return WorkInfo.named("chat.text")
        .model(model)
        .types(String.class, String.class)
        .config(Map.of("model", model, "provider", provider));
  }

  private static long bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  static PriceBook book(String... poolsPerHour) {
    return new PriceBook(
        List.of(
            Price.of("large", Price.Rate.of("2", "8")),
            Price.of("small", Price.Rate.of("0.1", "0.4"))),
        List.of(),
        poolsPerHour.length == 0
            ? List.of()
            : List.of(
                new Pool(
                    "gpu0",
                    new BigDecimal(poolsPerHour[0]),
                    Optional.empty(),
                    8,
                    "",
                    Optional.empty())),
        List.of(),
        Optional.empty());
  }
}
