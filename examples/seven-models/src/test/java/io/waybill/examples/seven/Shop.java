package io.waybill.examples.seven;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.protect.Protect;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A shop with its pages, an engine, and a provider of models that have speeds and prices. */
final class Shop implements AutoCloseable {
  static final Path FOLDER = folder();

  private static final int HURRY = 20;

  private final BillingProvider provider = BillingProvider.start();
  private final Staff staff;
  private final int faster;
  private final Http http = Http.create();
  private final LocalEngine engine =
      LocalEngine.builder().prices(Served.book()).protection(Protect.standard()).build();

  /**
   * Opens in the morning: nobody has asked anything yet, no cache holds anything.
   *
   * @param faster how many times as fast the models are as they would be
   */
  Shop(int faster) {
    this.faster = faster;
    this.staff = new Staff(faster);
    provider.answering(staff);
    for (var model : Served.values()) {
      provider.prices(model.model(), model.prices());
    }
  }

  private static Path folder() {
    var here = Path.of("").toAbsolutePath();
    var module = here.resolve("examples/seven-models");
    return Files.exists(module) ? module : here;
  }

  private ModelCatalog models() {
    return new ModelCatalog(Map.of("OPENAI_BASE_URL", provider.openai()), () -> http);
  }

  /** The plan as Java writes it. */
  Plan<String> java(Stage stage) {
    return stage.plan(new SevenModels(Crew.of(models()), FOLDER));
  }

  /** The plan as its YAML file has it. */
  Plan<?> yaml(Stage stage) {
    return Yaml.read(FOLDER.resolve(stage.file() + ".yaml"), catalog());
  }

  Catalog catalog() {
    return Catalog.builder().with(models()).with(new SevenTools()).build();
  }

  Crew crew() {
    return Crew.of(models());
  }

  /** Answers an e-mail that nobody times: the models hurry. */
  void begin(Plan<String> plan, String mail) {
    staff.speak(HURRY * faster);
    answer(Stage.NAIVE, plan, mail);
    staff.speak(faster);
  }

  /** Answers an e-mail. */
  Measured answer(Stage stage, Plan<String> plan, String mail) {
    var owed = provider.bill();
    var asked = provider.exchanges().size();
    var result = engine.run(plan, Map.of("mail", mail, "rules", rules()));
    return new Measured(
        stage,
        result.value(),
        result.waybill(),
        provider.bill() - owed,
        provider.exchanges().size() - asked);
  }

  private static String rules() {
    try {
      return Files.readString(FOLDER.resolve("house-rules.md")).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.close();
    provider.close();
  }
}
