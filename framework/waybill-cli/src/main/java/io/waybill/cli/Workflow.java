package io.waybill.cli;

import io.waybill.http.Http;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads workflow files: with what Waybill brings, and with every part found on the class path. */
final class Workflow {
  static final Path INBOX = Path.of("inbox.jsonl");

  private Workflow() {}

  /** Models as this environment has them, for whoever only reads. */
  static ModelCatalog models(Map<String, String> environment) {
    return models(() -> new ModelCatalog(environment, Http::create));
  }

  /** Models, or a complaint about the variable that names one. */
  static ModelCatalog models(Supplier<ModelCatalog> made) {
    try {
      return made.get();
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong(String.valueOf(e.getMessage()));
    }
  }

  /** The plan in a file, whose names are those of a catalog. */
  static Plan<?> read(Path file, Catalog catalog) {
    Disk.mustExist(file, "workflow");
    try {
      return Yaml.read(file, catalog);
    } catch (YamlException e) {
      var problems = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
      throw Complaint.wrong(problems);
    }
  }

  /** The parts that others brought, by the class that was named in their service entry. */
  static List<CatalogPart> parts() {
    return ServiceLoader.load(CatalogPart.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /** The plan in a file that is only looked at, by the prices that the environment names. */
  static Plan<?> read(Path file, Terminal terminal, Map<String, String> environment) {
    return read(file, terminal, environment, new Prices());
  }

  /** The plan in a file that is only looked at. */
  static Plan<?> read(
      Path file, Terminal terminal, Map<String, String> environment, Prices prices) {
    try (var servers = Servers.of(environment)) {
      var models = models(environment);
      var market = Market.of(() -> prices.book(environment).book());
      var builtin = new BuiltinCatalog(INBOX, models, market, DecisionsKept.NOWHERE);
      var plan = read(file, catalog(builtin, models, servers));
      servers.notes().forEach(terminal.err()::println);
      return plan;
    }
  }

  /** What Waybill brings, and every part on the class path. */
  static Catalog catalog(BuiltinCatalog builtin, ModelCatalog models, Servers servers) {
    var catalog = Catalog.builder().with(builtin).with(models).with(servers);
    parts().forEach(catalog::with);
    return catalog.build();
  }
}
