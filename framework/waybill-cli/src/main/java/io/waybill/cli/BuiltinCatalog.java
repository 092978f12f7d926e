package io.waybill.cli;

import io.waybill.guards.Guards;
import io.waybill.guards.Redaction;
import io.waybill.langchain4j.Chat;
import io.waybill.local.Documents;
import io.waybill.local.Inbox;
import io.waybill.local.MiniLm;
import io.waybill.local.Quotes;
import io.waybill.models.ModelCatalog;
import io.waybill.routing.Condition;
import io.waybill.routing.Nearest;
import io.waybill.routing.Rule;
import io.waybill.routing.Rules;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Model;
import io.waybill.yaml.Retriever;
import io.waybill.yaml.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every workflow file may name: the routers, documents, guards, model and tool that come with
 * Waybill. Making any of it loads no model and touches nothing but the files that are named.
 */
public final class BuiltinCatalog implements CatalogPart {
  private static final double CONFIDENCE = 0.55;
  private static final double SUPPORTED = 0.6;
  private static final Map<String, Function<Settings, Optional<Condition>>> CONDITIONS =
      conditions();

  private final Path inbox;
  private final Supplier<Optional<Chat>> writer;
  private final Redaction redaction = Guards.redaction();

  /** The names that come with Waybill; the tool {@code inbox} writes to this file. */
  public BuiltinCatalog(Path inbox) {
    this(inbox, Optional::empty);
  }

  /**
   * The same; if a model is chosen, the provider {@code quote} lets it write instead of quoting.
   */
  public BuiltinCatalog(Path inbox, ModelCatalog models) {
    this(inbox, models::chosen);
  }

  private BuiltinCatalog(Path inbox, Supplier<Optional<Chat>> writer) {
    this.inbox = inbox;
    this.writer = writer;
  }

  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .provider("quote", this::quote)
        .router("nearest", BuiltinCatalog::nearest)
        .router("rules", BuiltinCatalog::rules)
        .documents("folder", BuiltinCatalog::documents)
        .guard("redact", this::redact)
        .guard("restore", settings -> redaction.restore())
        .guard("grounded", settings -> Guards.grounded(bar(settings)))
        .guard("grounding", settings -> Guards.grounding(bar(settings)))
        .tool("inbox", Inbox.at(inbox));
  }

  /** For good, or {@code restorable: true}: then the guard {@code restore} puts it back. */
  private Work<?, ?> redact(Settings settings) {
    return settings.flag("restorable") ? redaction.redact() : Guards.redact();
  }

  /** {@code at_least}: the score from which a sentence is supported. */
  private static double bar(Settings settings) {
    return share(settings, "at_least", SUPPORTED);
  }

  /**
   * {@code {provider: quote}}: answers word for word from what it is given, or refuses; or lets the
   * chosen model write.
   */
  private Model quote(Settings settings) {
    var usual = Quotes.Bar.DEFAULT;
    var bar =
        new Quotes.Bar(
            share(settings, "near", usual.near()),
            share(settings, "beside", usual.beside()),
            settings.integer("sentences", usual.sentences()));
    return writer
        .get()
        .map(chat -> new Model(chat.text(), chat.answer()))
        .orElseGet(
            () ->
                new Model(Quotes.text(MiniLm.shared(), bar), Quotes.answer(MiniLm.shared(), bar)));
  }

  /** {@code {folder: handbook/}}; {@code trusted: true} if nobody but the operator writes there. */
  private static Retriever documents(Settings settings) {
    var trust = settings.flag("trusted") ? WorkInfo.Trust.TRUSTED : WorkInfo.Trust.UNTRUSTED;
    return Documents.in(settings.folder("folder"), MiniLm.shared(), trust)::retrieve;
  }

  /** {@code {nearest: intents.jsonl, confidence: 0.55}}. */
  private static Work<?, Choice> nearest(Settings settings) {
    var file = settings.file("nearest");
    double confidence = share(settings, "confidence", CONFIDENCE);
    return Nearest.examples(file).with(MiniLm.shared()).confidence(confidence);
  }

  /** {@code {rules: [{contains: [invoice, bill], label: billing}, …]}}: the first that holds. */
  private static Work<?, Choice> rules(Settings settings) {
    var rules = new ArrayList<Rule>();
    var written = settings.mappings("rules");
    for (var rule : written) {
      var label = rule.text("label");
      var conditions =
          CONDITIONS.values().stream().flatMap(read -> read.apply(rule).stream()).toList();
      if (conditions.size() == 1 && !label.isBlank()) {
        rules.add(new Rule(conditions.get(0), label));
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

  private static Map<String, Function<Settings, Optional<Condition>>> conditions() {
    var conditions = new LinkedHashMap<String, Function<Settings, Optional<Condition>>>();
    conditions.put("contains", rule -> nonEmpty(rule.list("contains")).map(Condition::contains));
    conditions.put("matches", rule -> rule.optionalText("matches").map(Condition::matches));
    conditions.put("equals", rule -> rule.optionalText("equals").map(Condition::equalTo));
    conditions.put("longer_than", rule -> count(rule, "longer_than").map(Condition::longerThan));
    conditions.put("shorter_than", rule -> count(rule, "shorter_than").map(Condition::shorterThan));
    return conditions;
  }

  /** A number in [0, 1]. */
  private static double share(Settings settings, String key, double otherwise) {
    double share = settings.decimal(key, otherwise);
    if (share >= 0 && share <= 1) {
      return share;
    }
    settings.problem(key, "must lie between 0 and 1, is " + share);
    return otherwise;
  }

  private static Optional<List<String>> nonEmpty(List<String> words) {
    return words.isEmpty() ? Optional.empty() : Optional.of(words);
  }

  private static Optional<Integer> count(Settings rule, String key) {
    int count = rule.integer(key, -1);
    return count < 0 ? Optional.empty() : Optional.of(count);
  }
}
