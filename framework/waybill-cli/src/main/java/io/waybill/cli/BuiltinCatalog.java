package io.waybill.cli;

import io.waybill.guards.Guards;
import io.waybill.guards.Redaction;
import io.waybill.langchain4j.Chat;
import io.waybill.local.Documents;
import io.waybill.local.Encoders;
import io.waybill.local.Inbox;
import io.waybill.local.Quotes;
import io.waybill.models.ModelCatalog;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Model;
import io.waybill.yaml.Retriever;
import io.waybill.yaml.Settings;
import io.waybill.yaml.Trials;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What every workflow file may name: the routers, documents, guards, model and tool that come with
 * Waybill. Making any of it loads no model and touches nothing but the files that are named.
 */
public final class BuiltinCatalog implements CatalogPart {
  private static final double SUPPORTED = 0.6;

  private final Path inbox;
  private final Supplier<Optional<Chat>> writer;
  private final Market market;
  private final Trials trials;
  private final Redaction redaction = Guards.redaction();

  /** The names that come with Waybill; the tool {@code inbox} writes to this file. */
  public BuiltinCatalog(Path inbox) {
    this(inbox, Optional::empty, Market.BUNDLED, DecisionsKept.NOWHERE);
  }

  /**
   * The same; if a model is chosen, the provider {@code quote} lets it write instead of quoting.
   */
  public BuiltinCatalog(Path inbox, ModelCatalog models) {
    this(inbox, models, Market.BUNDLED, DecisionsKept.NOWHERE);
  }

  /**
   * The same, whose routers between models weigh by this, and where what decides at every route is
   * put together by somebody.
   */
  BuiltinCatalog(Path inbox, ModelCatalog models, Market market, Trials trials) {
    this(inbox, models::chosen, market, trials);
  }

  private BuiltinCatalog(
      Path inbox, Supplier<Optional<Chat>> writer, Market market, Trials trials) {
    this.inbox = inbox;
    this.writer = writer;
    this.market = market;
    this.trials = trials;
  }

  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .provider("quote", this::quote)
        .with(new BuiltinRouters(market))
        .trials(trials)
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
        .map(chat -> new Model(chat.text(), chat.answer(), chat::choosing))
        .orElseGet(
            () ->
                new Model(
                    Quotes.text(Encoders.minilm(), bar), Quotes.answer(Encoders.minilm(), bar)));
  }

  /** {@code {folder: handbook/}}; {@code trusted: true} if nobody but the operator writes there. */
  private static Retriever documents(Settings settings) {
    var trust = settings.flag("trusted") ? WorkInfo.Trust.TRUSTED : WorkInfo.Trust.UNTRUSTED;
    return Documents.in(settings.folder("folder"), Encoders.minilm(), trust)::retrieve;
  }

  /** A number in [0, 1]. */
  static double share(Settings settings, String key, double otherwise) {
    double share = settings.decimal(key, otherwise);
    if (share >= 0 && share <= 1) {
      return share;
    }
    settings.problem(key, "must lie between 0 and 1, is " + share);
    return otherwise;
  }
}
