package io.waybill.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A workflow file as it was written: its plan and what that plan names.
 *
 * @param plans the plans its steps may run: each a file or a plan written in place
 */
record FileShape(
    PlanShape plan,
    Map<String, Node.Entry> models,
    Map<String, Node.Entry> routers,
    Map<String, Node.Entry> documents,
    Map<String, Other> plans) {

  /** Another plan: where it is, or what it is; neither if that has been complained of. */
  record Other(Name name, Optional<Name> file, Optional<PlanShape> inline) {}

  /** The third stage: nodes become a file's shape. */
  static FileShape of(Node node, Problems problems) {
    if (!(node instanceof Node.Mapping)) {
      problems.add(
          node.at(),
          "",
          "is %s; a workflow is a mapping that begins with 'waybill: 1'".formatted(node.form()));
      problems.throwIfAny();
    }
    var keys = Keys.of(node, "", problems);
    version(keys);
    var models = keys.entries("models");
    var routers = keys.entries("routers");
    var documents = keys.entries("documents");
    var plans = new LinkedHashMap<String, Other>();
    keys.entries("plans").forEach((name, entry) -> plans.put(name, other(name, entry, problems)));
    var plan = Shapes.plan(keys, keys.requiredName("plan"), problems);
    return new FileShape(plan, models, routers, documents, plans);
  }

  private static void version(Keys keys) {
    keys.required("waybill")
        .filter(
            version ->
                !(version instanceof Node.Scalar one && one.text().equals("1") && one.plain()))
        .ifPresent(
            version -> keys.problem("waybill", "is not 1, the only version this reader knows"));
  }

  private static Other other(String name, Node.Entry entry, Problems problems) {
    var where = new Name(name, entry.key(), "plans." + name);
    if (entry.value() instanceof Node.Mapping inline) {
      var keys = Keys.of(inline, where.path(), problems);
      var plan = Shapes.plan(keys, keys.name("plan").or(() -> Optional.of(where)), problems);
      return new Other(where, Optional.empty(), Optional.of(plan));
    }
    var file =
        Keys.text(entry.value(), where.path(), problems).map(text -> new Name(text, where.path()));
    return new Other(where, file, Optional.empty());
  }
}
