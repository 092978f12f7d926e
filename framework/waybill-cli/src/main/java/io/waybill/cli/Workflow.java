package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Yaml;
import io.waybill.yaml.YamlException;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Reads workflow files: with what Waybill brings, and with every part found on the class path. */
final class Workflow {
  static final Path INBOX = Path.of("inbox.jsonl");

  private Workflow() {}

  /** The plan in a file; what is handed to a person goes to {@code inbox}. */
  static Plan<?> read(Path file, Path inbox) {
    Disk.mustExist(file, "workflow");
    try {
      return Yaml.read(file, catalog(inbox));
    } catch (YamlException e) {
      var problems = e.problems().stream().map(Object::toString).collect(Collectors.joining("\n"));
      throw Complaint.wrong(problems);
    }
  }

  /** The parts that others brought, by the class that was named in their service entry. */
  static List<CatalogPart> parts() {
    return ServiceLoader.load(CatalogPart.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  private static Catalog catalog(Path inbox) {
    var catalog = Catalog.builder().with(new BuiltinCatalog(inbox));
    parts().forEach(catalog::with);
    return catalog.build();
  }
}
