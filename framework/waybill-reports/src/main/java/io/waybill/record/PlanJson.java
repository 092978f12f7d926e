package io.waybill.record;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.waybill.plan.Outline;

/** The outline of a plan as JSON. */
final class PlanJson {
  private PlanJson() {}

  static ArrayNode of(Outline outline) {
    var nodes = Json.array();
    for (var node : outline.nodes()) {
      var object = nodes.addObject();
      object.put("path", node.path());
      object.put("within", node.within());
      object.put("branch", node.branch());
      object.put("kind", node.kind().name());
      object.put("who", node.who());
      var after = object.putArray("after");
      node.after().forEach(after::add);
    }
    return nodes;
  }

  static Outline read(Field waybill, String name) {
    return new Outline(
        waybill.items(name).stream()
            .map(
                node ->
                    new Outline.Node(
                        node.text("path"),
                        node.text("within"),
                        node.text("branch"),
                        node.word("kind", Outline.Kind.class),
                        node.text("who"),
                        node.texts("after")))
            .toList());
  }
}
