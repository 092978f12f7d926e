package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.plan.DidYouMean;
import io.waybill.protect.Health;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.gain.Lots;
import io.waybill.routing.gain.Target;
import io.waybill.routing.gain.Tradeoff;
import io.waybill.yaml.Model;
import io.waybill.yaml.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a workflow file says of a fitted router between models: {@code {fitted: models.router,
 * prefer: balanced, models: {weak: small, strong: large}, writes: {weak: 150, strong: 400}}}. What
 * the router file says itself need not be said again; what is said here goes before it.
 */
final class Between {
  private static final String PREFER = "prefer";
  private static final String MODELS = "models";
  private static final String WRITES = "writes";
  private static final String RUNS = "runs";
  private static final String EXPLORE = "explore";
  private static final long SEED = 1;

  private final Settings settings;
  private final Market market;
  private final PriceBook book;

  Between(Settings settings, Market market) {
    this.settings = settings;
    this.market = market;
    this.book = market.prices().get();
  }

  /** The router as the file wants it; what is in the way of that is noted in the settings. */
  GainRouter of(GainRouter fitted) {
    var known = fitted;
    for (var target : fitted.targets()) {
      known = known.knowing(said(target));
    }
    var wanted = exploring(preferring(known));
    weighs(wanted);
    return wanted.targets().stream().anyMatch(Between::named) ? market.tell(wanted, book) : wanted;
  }

  /** Notes what only a router between models can be told. */
  static void refuse(Settings settings) {
    if (settings.optionalText(PREFER).isPresent()) {
      settings.problem(PREFER, "is for routers between models, and this one picks labels");
    }
    if (!settings.texts(MODELS).isEmpty()) {
      settings.problem(MODELS, "are for a router between models, and this one picks labels");
    }
  }

  private Target said(Target target) {
    var label = target.label();
    var habits = target.habits();
    int writes = settings.integer(WRITES, label, 0);
    var runs = settings.duration(RUNS, label, Duration.ZERO);
    return settings
        .model(MODELS, label)
        .map(model -> Target.of(label, whom(model)))
        .orElse(target)
        .taking(
            new Target.Habits(
                writes > 0 ? writes : habits.output(),
                runs.isZero() ? habits.engine() : runs,
                habits.reads()));
  }

  /** As prices and health know it. */
  private static String whom(Model model) {
    var info = model.text().info();
    return Health.whom(info).orElse(info.model());
  }

  private GainRouter preferring(GainRouter router) {
    var policy = settings.optionalText(PREFER);
    var names = Tradeoff.presets().stream().map(Tradeoff::name).toList();
    if (policy.isPresent() && !names.contains(policy.get())) {
      settings.problem(
          PREFER,
          "names '%s', which is no policy. %s"
              .formatted(policy.get(), DidYouMean.among(policy.get(), names)));
      return router.under(Tradeoff.QUALITY);
    }
    return policy.map(name -> router.under(Tradeoff.named(name))).orElse(router);
  }

  private GainRouter exploring(GainRouter router) {
    double share = BuiltinCatalog.share(settings, EXPLORE, 0);
    return share > 0 ? router.drawing(Lots.exploring(share, SEED)) : router;
  }

  /** Where money counts a model of unknown cost would never be asked: that is said at once. */
  private void weighs(GainRouter router) {
    if (router.tradeoff().perCent() == 0) {
      return;
    }
    var strangers = new ArrayList<Target>();
    for (var target : router.targets()) {
      if (named(target)) {
        costs(router, target);
      } else if (settings.optionalText(MODELS, target.label()).isEmpty()) { // else noted there
        strangers.add(target);
      }
    }
    if (!strangers.isEmpty()) {
      var silent = strangers.stream().filter(target -> target.habits().output() == 0).toList();
      problem(
          router,
          "weighs money, and nobody says which model is behind %s: write models: %s%s"
              .formatted(
                  strangers.stream()
                      .map(target -> "'%s'".formatted(target.label()))
                      .collect(Collectors.joining(" and ")),
                  example(strangers, "a model of this file"),
                  silent.isEmpty()
                      ? ""
                      : " and, for the tokens of an answer, writes: " + example(silent, "300")));
    }
  }

  private void costs(GainRouter router, Target target) {
    if (!priced(target)) {
      problem(
          router,
          "weighs money, and %s has no price: say one with --prices, or prefer: quality"
              .formatted(shown(target)));
    }
    takes(target);
  }

  private boolean priced(Target target) {
    return target.pool().isEmpty()
        ? book.quote(target.provider(), target.model(), Instant.now()).isPresent()
        : book.pool(target.pool()).isPresent();
  }

  private void takes(Target target) {
    boolean own = !target.pool().isEmpty();
    if (own && target.habits().engine().isZero()) {
      settings.problem(
          RUNS,
          "needs how long an answer of %s takes: write runs: %s"
              .formatted(shown(target), example(List.of(target), "2s")));
    } else if (!own && target.habits().output() == 0) {
      settings.problem(
          WRITES,
          "needs how many tokens an answer of %s has: write writes: %s"
              .formatted(shown(target), example(List.of(target), "300")));
    }
  }

  private void problem(GainRouter router, String message) {
    boolean here = settings.optionalText(PREFER).isPresent();
    settings.problem(
        here ? PREFER : "fitted",
        here ? message : "prefers '%s', which %s".formatted(router.tradeoff().name(), message));
  }

  /** Whether anybody said which model it is. */
  private static boolean named(Target target) {
    return !target.provider().isEmpty() || !target.pool().isEmpty();
  }

  /** {@code 'weak' (openai/gpt-4.1-mini)}. */
  private static String shown(Target target) {
    return "'%s' (%s)".formatted(target.label(), target.whom());
  }

  private static String example(List<Target> targets, String value) {
    return targets.stream()
        .map(target -> target.label() + ": " + value)
        .collect(Collectors.joining(", ", "{ ", " }"));
  }
}
