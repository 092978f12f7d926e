package io.waybill.examples.routing;

import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;

/** What the YAML files of this example name; the command finds it by its service entry. */
public final class RoutingNames implements CatalogPart {
  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .router("scorer", settings -> Kept.scorer(settings.file("scorer")))
        .router(
            "between", settings -> Kept.router(settings.file("between"), settings.file("prices")));
  }
}
