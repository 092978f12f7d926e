package io.waybill.yaml;

import java.io.IOException;

/**
 * Makes what a workflow file declares. Making is inert: it connects to nothing, starts nothing and
 * loads no model; it may read the files its settings name.
 */
@FunctionalInterface
public interface Factory<T> {
  /**
   * Makes it from its settings. What it throws becomes a problem of the file at the place of the
   * settings, unless they already have one; a setting that is missing or wrong is reported by the
   * settings, and yields a harmless value so that the rest is checked too.
   */
  T make(Settings settings) throws IOException;
}
