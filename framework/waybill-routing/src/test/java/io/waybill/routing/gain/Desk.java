package io.waybill.routing.gain;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.fit.Provenance;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import io.waybill.work.Purse;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** Two models and what they cost: the strong one knows everything, the weak one what is easy. */
final class Desk {
  static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T12:00:00Z"), ZoneOffset.UTC);
  static final Target WEAK = Target.of("weak", "acme/small").writing(100).reading(1000);
  static final Target STRONG = Target.of("strong", "acme/large").writing(100).reading(1000);

  /** Strong: 10 and 30 dollars, cached input 0.50; weak: 1 and 3, cached 0.10. */
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of("large", rate("10", "0.5", "30"), "small", rate("1", "0.1", "3")),
          Map.of("gpu0", new BigDecimal("3.6")),
          Optional.empty());

  /** Strong is right on 0.9 of all, weak on 0.3 of what is hard and 0.88 of what is easy. */
  static final List<Head> HEADS =
      List.of(head(logit(0.3), logit(0.88)), head(logit(0.9), logit(0.9)));

  static final GainModel MODEL = model(WEAK, STRONG);

  private Desk() {}

  static Price.Rate rate(String input, String cached, String output) {
    return new Price.Rate(
        new BigDecimal(input),
        new BigDecimal(cached),
        new BigDecimal(input),
        new BigDecimal(output));
  }

  /** The two targets with what the desk's know. */
  static GainModel model(Target weak, Target strong) {
    return model(List.of(weak, strong), HEADS);
  }

  static GainModel model(List<Target> targets, List<Head> heads) {
    var members =
        IntStream.range(0, heads.size())
            .mapToObj(i -> member(targets.get(i), heads.get(i)))
            .toList();
    return new GainModel(members, provenance("sha256:hard-words"), Map.of());
  }

  private static GainModel.Member member(Target target, Head head) {
    return new GainModel.Member(target, target.label() + "_right", head);
  }

  static Provenance provenance(String encoder) {
    return new Provenance(
        new Provenance.Reads("hard-words", encoder, 2),
        LocalDate.of(2026, 3, 1),
        1,
        List.of(),
        Fingerprints.of(List.of()));
  }

  static Head head(double hard, double easy) {
    return new Head(new float[] {(float) hard, (float) easy}, 0);
  }

  static double logit(double chance) {
    return Math.log(chance / (1 - chance));
  }

  /** A router that knows no prices. */
  static GainRouter knowing(GainModel model) {
    return GainRouter.of(model, new HardWords());
  }

  static GainRouter router(Tradeoff tradeoff) {
    return knowing(MODEL).priced(PRICES, NOON).under(tradeoff);
  }

  static Choice decided(GainRouter router, Object input) {
    return decided(router, input, CallContext.detached("route"));
  }

  static Choice decided(GainRouter router, Object input, CallContext call) {
    return Objects.requireNonNull(router.perform(input, call).block(Duration.ofSeconds(30)))
        .value();
  }

  /** A step of a run with so much left to spend. */
  static CallContext step(String run, String path, Purse purse) {
    return new CallContext() {
      @Override
      public String run() {
        return run;
      }

      @Override
      public String path() {
        return path;
      }

      @Override
      public Purse purse() {
        return purse;
      }
    };
  }

  static CallContext with(Money left) {
    return step("run", "route", () -> Optional.of(left));
  }
}
