package io.waybill.yaml;

/** What one module brings to a catalog; the command line finds the parts by their service entry. */
public interface CatalogPart {
  /** Adds this module's names. */
  void addTo(Catalog.Builder catalog);
}
