package io.waybill.cli;

import io.waybill.local.Encoders;
import io.waybill.routing.Band;
import io.waybill.routing.Condition;
import io.waybill.routing.Narrowing;
import io.waybill.routing.Nearest;
import io.waybill.routing.Rule;
import io.waybill.routing.Rules;
import io.waybill.routing.Stages;
import io.waybill.routing.file.RouterFile;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The kinds of routers that come with Waybill. */
final class BuiltinRouters implements CatalogPart {
  private static final double CONFIDENCE = 0.55;
  private static final Map<String, Function<Settings, Optional<Condition>>> CONDITIONS =
      conditions();

  /** Stands in for what has been complained of, so that the rest is read too. */
  private static final Router<String> NONE =
      (text, call) -> Mono.just(Outcome.of(Choice.of(Choice.OTHERWISE)));

  private final Market market;

  /** Routers between models weigh by this. */
  BuiltinRouters(Market market) {
    this.market = market;
  }

  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .router("nearest", BuiltinRouters::nearest)
        .router("rules", BuiltinRouters::rules)
        .router("fitted", this::fitted)
        .router("ask", BuiltinRouters::ask)
        .router("stages", BuiltinRouters::stages);
  }

  /** {@code {nearest: intents.jsonl, confidence: 0.55}}. */
  private static Work<?, Choice> nearest(Settings settings) {
    var file = settings.file("nearest");
    double confidence = BuiltinCatalog.share(settings, "confidence", CONFIDENCE);
    return Nearest.examples(file).with(Encoders.minilm()).confidence(confidence);
  }

  /**
   * {@code {rules: [{contains: [invoice, bill], label: billing}, …]}}: the first that holds. With
   * {@code field: channel} a condition is one of a field of the input.
   */
  private static Work<?, Choice> rules(Settings settings) {
    var rules = new ArrayList<Rule>();
    var written = settings.mappings("rules");
    for (var rule : written) {
      var label = rule.text("label");
      var field = rule.optionalText("field");
      var conditions =
          CONDITIONS.values().stream().flatMap(read -> read.apply(rule).stream()).toList();
      if (conditions.size() == 1 && !label.isBlank()) {
        var condition = conditions.get(0);
        rules.add(new Rule(field.map(condition::in).orElse(condition), label));
      } else if (conditions.size() != 1) {
        rule.problem(
            "label",
            "needs exactly one condition beside it: " + String.join(", ", CONDITIONS.keySet()));
      }
    }
    if (written.isEmpty()) {
      settings.problem("rules", "has no rule: write [{contains: [word], label: name}]");
    }
    return Rules.of(rules);
  }

  /** {@code {fitted: intents.router}}, with the encoder that the file names. */
  private Work<?, Choice> fitted(Settings settings) {
    var file = settings.file("fitted");
    var between = RouterFile.between(file, Encoders::named);
    if (between.isPresent()) {
      return new Between(settings, market).of(between.get());
    }
    Between.refuse(settings);
    return RouterFile.read(file, Encoders::named);
  }

  /** {@code {ask: small, labels: {billing: invoices and payments, technical: ""}}}. */
  private static Work<?, Choice> ask(Settings settings) {
    var model = settings.model("ask");
    var labels = settings.texts("labels");
    if (labels.isEmpty()) {
      settings.problem("labels", "needs 'labels': write {billing: what belongs to it, …}");
    }
    return model.isEmpty() || labels.isEmpty()
        ? NONE
        : Narrowing.of(labels, model.get().choosing());
  }

  /**
   * {@code {stages: [{rules: …}, {nearest: …}, {ask: …, between: [0.2, 0.7], top: 3}]}}: the first
   * that does not abstain.
   */
  private static Work<?, Choice> stages(Settings settings) {
    var stages = Optional.<Stages<Object>>empty();
    var written = settings.mappings("stages");
    for (var stage : written) {
      var router = stage.router();
      var band = band(stage);
      if (band.isPresent() && stage.equals(written.get(0))) {
        stage.problem("between", "stands on the first stage, which is always asked");
      } else if (router.isPresent()) {
        stages = Optional.of(with(stages, router.get(), band, stage));
      }
    }
    if (written.isEmpty()) {
      settings.problem("stages", "has no stage: write [{rules: [...]}, {nearest: examples.jsonl}]");
    }
    return stages.isPresent() ? stages.get() : NONE;
  }

  /** A plan checks what a router takes before anything is given to it. */
  @SuppressWarnings("unchecked")
  private static Stages<Object> with(
      Optional<Stages<Object>> stages, Work<?, Choice> router, Optional<Band> band, Settings at) {
    var next = (Work<Object, Choice>) router;
    if (stages.isEmpty()) {
      return Stages.first(next);
    }
    if (band.isPresent() && band.get().top() > 0 && !(router instanceof Narrowing)) {
      at.problem(
          "top",
          "stands on a router that always chooses among all its labels; 'ask' can do with fewer");
      return stages.get();
    }
    return band.isPresent() ? stages.get().then(next, band.get()) : stages.get().then(next);
  }

  private static Optional<Band> band(Settings stage) {
    var low = stage.decimal("between", 0, 2);
    var high = stage.decimal("between", 1, 2);
    int top = stage.integer("top", 0);
    if (low.isEmpty() || high.isEmpty()) {
      if (top > 0) {
        stage.problem(
            "top", "needs 'between': the confidence of whoever abstained before, [0.2, 0.7]");
      }
      return Optional.empty();
    }
    try {
      return Optional.of(new Band(low.getAsDouble(), high.getAsDouble(), top));
    } catch (IllegalArgumentException e) {
      stage.problem("between", "is wrong: " + e.getMessage());
      return Optional.empty();
    }
  }

  private static Map<String, Function<Settings, Optional<Condition>>> conditions() {
    var conditions = new LinkedHashMap<String, Function<Settings, Optional<Condition>>>();
    conditions.put("contains", rule -> nonEmpty(rule.list("contains")).map(Condition::contains));
    conditions.put("matches", rule -> rule.optionalText("matches").map(Condition::matches));
    conditions.put("equals", rule -> rule.optionalText("equals").map(Condition::equalTo));
    conditions.put("longer_than", rule -> count(rule, "longer_than").map(Condition::longerThan));
    conditions.put("shorter_than", rule -> count(rule, "shorter_than").map(Condition::shorterThan));
    return conditions;
  }

  private static Optional<List<String>> nonEmpty(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static Optional<Integer> count(Settings rule, String key) {
    int count = rule.integer(key, -1);
    return count < 0 ? Optional.empty() : Optional.of(count);
  }
}
