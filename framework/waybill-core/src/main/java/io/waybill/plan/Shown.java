package io.waybill.plan;

import java.util.stream.Collectors;

/**
 * A binding as a person reads it: {@code ticket}, {@code "Answer from: {facts} …"}, {@code
 * Draft(answer, facts)}.
 */
final class Shown implements Binding.Cases<String> {
  static final Shown BINDING = new Shown();
  private static final int LONGEST = 60;

  private Shown() {}

  @Override
  public String ref(Ref<?> ref) {
    return ref.toString();
  }

  @Override
  public String text(Binding.Text text) {
    var shown = new StringBuilder(text.literals().get(0));
    for (int i = 0; i < text.refs().size(); i++) {
      shown.append('{').append(text.refs().get(i)).append('}').append(text.literals().get(i + 1));
    }
    return '"' + cut(shown.toString().replaceAll("\\s+", " ")) + '"';
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST - 1) + "…";
  }

  @Override
  public String literal(Binding.Literal<?> literal) {
    return literal.value() instanceof String text
        ? '"' + cut(text) + '"'
        : cut(String.valueOf(literal.value()));
  }

  @Override
  public String join(Binding.Join<?> join) {
    return join.type().getSimpleName() + all(join.parts());
  }

  @Override
  public String all(Binding.All<?> all) {
    return all(all.parts());
  }

  private String all(java.util.List<Binding<?>> parts) {
    return parts.stream().map(part -> part.match(this)).collect(Collectors.joining(", ", "(", ")"));
  }

  @Override
  public String fields(Binding.Fields fields) {
    return fields.parts().entrySet().stream()
        .map(field -> field.getKey() + ": " + field.getValue().match(this))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  @Override
  public String pieces(Pieces pieces) {
    return pieces.split() + " of " + pieces.text();
  }

  @Override
  public String after(Binding.After<?> after) {
    return after.value().match(this)
        + after.needs().stream()
            .map(Ref::toString)
            .collect(Collectors.joining(", ", " after ", ""));
  }
}
