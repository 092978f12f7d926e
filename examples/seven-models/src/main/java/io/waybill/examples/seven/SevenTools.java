package io.waybill.examples.seven;

import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;

/**
 * What the YAML files of this example name beside models; the command finds it by its service
 * entry.
 */
public final class SevenTools implements CatalogPart {
  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .documents("pages", settings -> Pages.in(settings.folder("pages"))::retrieve)
        .tool("send_letter", Letter.send())
        .tool("lines", Letter.lines());
  }
}
