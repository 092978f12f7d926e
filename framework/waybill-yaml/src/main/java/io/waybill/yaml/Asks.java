package io.waybill.yaml;

import java.util.HashMap;
import java.util.Map;

/**
 * The models that settings name, and what the file declares of them.
 *
 * @param models by the scalar that names each
 */
record Asks(Map<Node, Node.Mapping> models) {
  static final Asks NOBODY = new Asks(Map.of());

  Asks {
    models = Map.copyOf(models);
  }

  /** The settings with other names for the models, and {@code declared} is told of each. */
  Node.Mapping renamed(Node.Mapping settings, Declared declared) {
    var names = new HashMap<Node, String>();
    models.forEach(
        (name, model) -> names.put(name, declared.name(((Node.Scalar) name).text(), model)));
    return names.isEmpty() ? settings : (Node.Mapping) settings.match(new Replaced(names));
  }

  /** Finds the name under which a model is declared. */
  interface Declared {
    String name(String wanted, Node.Mapping settings);
  }
}
