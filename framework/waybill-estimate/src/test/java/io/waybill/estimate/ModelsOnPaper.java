package io.waybill.estimate;

import static java.time.Duration.ofMillis;

import io.waybill.ledger.Fixed;
import io.waybill.ledger.Pool;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.work.Bound;
import io.waybill.work.Choice;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;

/**
 * Models that are described and that nobody can ask: to perform one fails the test. Unless a test
 * says otherwise, 100 tokens go in and 101 come out of each call, half a second to the first and 10
 * ms for each after it: 1.5 s.
 */
final class ModelsOnPaper {
  static final String LARGE = "large";
  static final String SMALL = "small";

  /** Of a call of a model in dollars: 100 tokens in at 2 and 101 out at 8 per million. */
  static final double LARGE_COSTS = 0.0002 + 0.000808;

  static final double SMALL_COSTS = 0.00001 + 0.0000404;

  /** What nobody said otherwise of any step. */
  static final Assumptions.OfStep USUAL =
      Assumptions.OfStep.NONE.withTokensIn(Spread.exactly(100)).withTokensOut(Spread.exactly(101));

  private ModelsOnPaper() {}

  static Work<String, String> chat(String model) {
    return Work.described(
        info(model, "acme").location(WorkInfo.Location.EXTERNAL).build(),
        text -> Bound.tokens("acme", model, bytes(text), 500),
        (text, call) -> Mono.error(asked(model)));
  }

  static Work<String, String> inHouse(String model, String pool) {
    return Work.described(
        info(model, "").pool(pool).build(), (text, call) -> Mono.error(asked(model)));
  }

  static Work<String, Turn<String>> turning(String model) {
    return Work.described(
        info(model, "acme")
            .location(WorkInfo.Location.EXTERNAL)
            .types(String.class, Turn.class)
            .build(),
        text -> Bound.tokens("acme", model, bytes(text), 500),
        (text, call) -> Mono.error(asked(model)));
  }

  static Work<String, Choice> router(String... labels) {
    return Work.described(
        WorkInfo.named("router")
            .model("rules")
            .labels(Set.of(labels))
            .types(String.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .build(),
        (text, call) -> Mono.error(asked("the router")));
  }

  /** Billed, and nobody says how much. */
  static Work<String, String> stranger() {
    return Work.described(
        WorkInfo.named("search")
            .model("elsewhere")
            .types(String.class, String.class)
            .location(WorkInfo.Location.EXTERNAL)
            .build(),
        (text, call) -> Mono.error(asked("search")));
  }

  private static AssertionError asked(String who) {
    return new AssertionError(who + " was asked");
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

  /** The usual for these steps, and the usual speed for all models. */
  static Assumptions usual(String... steps) {
    var speed = Speed.of(ofMillis(500), 100);
    var all =
        Assumptions.NONE
            .withModel(LARGE, speed)
            .withModel(SMALL, speed)
            .withModel("own @gpu0", speed);
    for (var step : steps) {
      all = all.withStep(step, USUAL);
    }
    return all;
  }

  /** Two models by the token; a machine at 3.60 dollars an hour that serves two at once. */
  static PriceBook book(Fixed... fixed) {
    return new PriceBook(
        List.of(
            Price.of(LARGE, Price.Rate.of("2", "8")), Price.of(SMALL, Price.Rate.of("0.1", "0.4"))),
        List.of(),
        List.of(
            new Pool("gpu0", new BigDecimal("3.60"), Optional.empty(), 2, "", Optional.empty())),
        List.of(fixed),
        Optional.empty());
  }
}
