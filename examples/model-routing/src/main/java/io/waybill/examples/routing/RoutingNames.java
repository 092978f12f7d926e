package io.waybill.examples.routing;

import io.waybill.routing.cascade.Signs;
import io.waybill.work.Choice;
import io.waybill.work.Work;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import io.waybill.yaml.Settings;
import java.nio.file.Path;
import java.util.function.Function;

/** What the YAML files of this example name; the command finds it by its service entry. */
public final class RoutingNames implements CatalogPart {
  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog.router("signs", settings -> read(settings, Signs::read));
  }

  private static Work<?, Choice> read(
      Settings settings, Function<Path, ? extends Work<?, Choice>> reader) {
    return reader.apply(settings.file("signs"));
  }
}
