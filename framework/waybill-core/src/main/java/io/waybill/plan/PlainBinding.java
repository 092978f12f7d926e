package io.waybill.plan;

import java.util.List;
import java.util.TreeMap;

/** A binding as plain data: what decides whether two bind alike. */
final class PlainBinding implements Binding.Cases<Object> {
  static final PlainBinding CASES = new PlainBinding();

  private PlainBinding() {}

  @Override
  public Object ref(Ref<?> ref) {
    return List.of("ref", ref.toString());
  }

  @Override
  public Object text(Binding.Text text) {
    return List.of("text", text.literals(), names(text.refs()));
  }

  @Override
  public Object literal(Binding.Literal<?> literal) {
    return List.of("literal", literal.value());
  }

  @Override
  public Object join(Binding.Join<?> join) {
    return List.of(
        "join",
        join.type().getName(),
        join.parts().stream().map(part -> part.match(this)).toList());
  }

  @Override
  public Object all(Binding.All<?> all) {
    return List.of("all", all.parts().stream().map(part -> part.match(this)).toList());
  }

  @Override
  public Object fields(Binding.Fields fields) {
    var parts = new TreeMap<String, Object>();
    fields.parts().forEach((name, part) -> parts.put(name, part.match(this)));
    return List.of("fields", parts);
  }

  @Override
  public Object pieces(Pieces pieces) {
    return List.of("pieces", pieces.text().toString(), pieces.split().toString());
  }

  @Override
  public Object after(Binding.After<?> after) {
    return List.of(
        "after", after.value().match(this), names(after.needs()).stream().sorted().toList());
  }

  private static List<String> names(List<Ref<?>> refs) {
    return refs.stream().map(Ref::toString).toList();
  }
}
