package io.waybill.examples.routing;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.prices.PriceBooks;
import io.waybill.routing.data.Row;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Question;
import io.waybill.testkit.billing.Tokens;
import io.waybill.yaml.Catalog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An engine, and a provider of two models that say what was recorded, at their speed and price. */
final class House implements AutoCloseable {
  static final Path FOLDER = folder();

  /** A question comes every 40 ms. */
  private static final Duration APART = Duration.ofMillis(40);

  private static final int WARMING = 20;
  private static final int BYTES_A_TOKEN = 4;

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine =
      LocalEngine.builder().prices(PriceBooks.read(FOLDER.resolve("prices.yaml"))).build();
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
    var used =
        new Tokens(tokens(question.prompt()), 0, 0, model.thinks() + pieces.size(), model.thinks());
    return Answer.tokens(pieces.toArray(String[]::new)).using(used).at(model.pace(faster));
  }

  private static long tokens(String text) {
    return (text.getBytes(StandardCharsets.UTF_8).length + BYTES_A_TOKEN - 1) / BYTES_A_TOKEN;
  }

  /** Parts of four bytes or a little less, one a token. */
  private static List<String> pieces(String text) {
    var pieces = new ArrayList<String>();
    for (int from = 0, to; from < text.length(); from = to) {
      to = from + 1;
      while (to < text.length() && tokens(text.substring(from, to + 1)) == 1) {
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

  /** Has some answered that nobody times: connections are open then, and code is warm. */
  void warm(Plan<String> plan, List<Row> questions) {
    asked(plan, questions.subList(0, WARMING));
  }

  /** Has every question answered, as they come. */
  Measured answer(String name, Plan<String> plan, List<Row> questions) {
    var owed = bill();
    return new Measured(name, asked(plan, questions), bill() - owed);
  }

  private List<Measured.Asked> asked(Plan<String> plan, List<Row> questions) {
    var asked =
        Flux.fromIterable(questions)
            .delayElements(APART.dividedBy(faster))
            .flatMapSequential(row -> asked(plan, row), questions.size())
            .collectList()
            .block();
    return Objects.requireNonNull(asked);
  }

  private Mono<Measured.Asked> asked(Plan<String> plan, Row row) {
    return engine
        .mono(plan, Map.of("question", row.text()))
        .map(result -> new Measured.Asked(row, result.value(), result.waybill(), faster));
  }

  @Override
  public void close() {
    http.close();
    provider.close();
  }
}
