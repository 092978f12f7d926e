package io.waybill.examples.support;

import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;

/**
 * The shop's own tools under the names that its YAML file uses; the command finds them by their
 * service entry.
 */
public final class SupportTools implements CatalogPart {
  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .tool("order", Orders.lookup())
        .tool("order_status", Orders.status())
        .tool("refund", Refunds.offer());
  }
}
