package io.waybill.examples.routing;

import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;

/** What the YAML files of this example name; the command finds it by its service entry. */
public final class RoutingNames implements CatalogPart {
  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .router("answers", settings -> Kept.scorer(settings.file("answers")))
        .router("gain", settings -> Kept.router(settings.file("gain"), settings.file("prices")));
  }
}
