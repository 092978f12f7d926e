package io.waybill.examples.routing;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.routing.data.Row;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Question;
import io.waybill.yaml.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;

/** An engine, and a provider of two models that say what was recorded, at their speed and price. */
final class House implements AutoCloseable {
  static final Path FOLDER = folder();

  private static final int AT_ONCE = 16;
  private static final int BYTES_A_TOKEN = 4;

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.builder().prices(Served.book()).build();
  private final Map<String, Row> recorded;
  private final int faster;

  /**
   * Opens.
   *
   * @param faster how many times as fast the models are as they would be
   */
  House(Recorded recorded, int faster) {
    this.recorded = recorded.byQuestion();
    this.faster = faster;
    provider.answering(this::said);
    for (var model : Served.values()) {
      provider.prices(model.model(), model.prices());
    }
  }

  private static Path folder() {
    var here = Path.of("").toAbsolutePath();
    var module = here.resolve("examples/model-routing");
    return Files.exists(module) ? module : here;
  }

  private Answer said(Question question) {
    var model = Served.named(question.model());
    var row =
        Objects.requireNonNull(
            recorded.get(question.prompt()), () -> "nobody recorded: " + question.prompt());
    var pieces = pieces(row.field(model.model()));
    return Answer.tokens(pieces.toArray(String[]::new)).at(model.pace(faster));
  }

  /** Parts of four bytes or a little less, one a token. */
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (int from = 0, to; from < text.length(); from = to) {
      to = from + 1;
      while (to < text.length()
          && text.substring(from, to + 1).getBytes(StandardCharsets.UTF_8).length
              <= BYTES_A_TOKEN) {
        to++;
      }
      pieces.add(text.substring(from, to));
    }
    return pieces;
  }

  ModelCatalog models() {
    return new ModelCatalog(Map.of("OPENAI_BASE_URL", provider.openai()), () -> http);
  }

  ModelRouting plans() {
    return new ModelRouting(Pair.of(models()));
  }

  Catalog catalog() {
    return Catalog.builder().with(models()).with(new RoutingNames()).build();
  }

  /** What the provider says it is owed so far, in nano-dollars. */
  long bill() {
    return provider.bill();
  }

  /** Has every question answered, some at once. */
  Measured answer(String name, Plan<String> plan, List<Row> questions) {
    var owed = bill();
    var asked =
        Flux.fromIterable(questions)
            .flatMapSequential(
                row ->
                    engine
                        .mono(plan, Map.of("question", row.text()))
                        .map(
                            result ->
                                new Measured.Asked(row, result.value(), result.waybill(), faster)),
                AT_ONCE)
            .collectList()
            .block();
    return new Measured(name, Objects.requireNonNull(asked), bill() - owed);
  }

  @Override
  public void close() {
    http.close();
    provider.close();
  }
}
