package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Pieces;
import io.waybill.plan.Ref;
import io.waybill.work.Nothing;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what one step is given: the other direction of {@link Bindings}. */
final class BindingWriter {
  private static final String NOTHING = "${{ '' }}";

  private final Sight sight;
  private final String step;
  private final Unwritable unwritable;

  BindingWriter(Sight sight, String step, Unwritable unwritable) {
    this.sight = sight;
    this.step = step;
    this.unwritable = unwritable;
  }

  /** A value that is read back where this type is wanted. */
  Node write(Binding<?> binding, Type wanted) {
    return binding.match(new Written(wanted));
  }

  /** What a step goes through. */
  Map<String, Node> items(Binding<?> items) {
    var keys = new LinkedHashMap<String, Node>();
    if (items instanceof Pieces pieces) {
      keys.put("for_each", path(pieces.text()));
      keys.put(Streaming.KEY, Streaming.write(pieces.split()));
    } else {
      keys.put("for_each", write(items, List.class));
    }
    return keys;
  }

  /** A prompt, which is a text even if it is but one value. */
  Node.Scalar prompt(Binding.Text text) {
    var filled = filled(text);
    return Nodes.text(
        filled.startsWith("file:")
            ? "${{ 'file:' }}" + filled.substring("file:".length())
            : filled);
  }

  /** One value alone. */
  Node.Scalar path(Ref<?> ref) {
    return Nodes.text(hole(ref));
  }

  /** A comparison of two values. */
  Node.Scalar condition(Binding<?> left, Comparison comparison, Binding<?> right) {
    return Nodes.text("${{ %s %s %s }}".formatted(term(left), comparison.sign(), term(right)));
  }

  /** A text as expressions write it. */
  static String constant(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private String hole(Ref<?> ref) {
    return "${{ " + path(ref, "…") + " }}";
  }

  private String path(Ref<?> ref, String otherwise) {
    var path = sight.path(ref);
    if (path.isEmpty()) {
      unwritable.add(
          step,
          "reads '%s' of a step further out; hand it on with a step that holds its value"
              .formatted(ref));
    }
    return path.orElse(otherwise);
  }

  private String term(Binding<?> side) {
    if (side instanceof Ref<?> ref) {
      return path(ref, "…");
    }
    var value = side instanceof Binding.Literal<?> literal ? literal.value() : side;
    if (value instanceof String text) {
      return constant(text);
    }
    if (value instanceof BigDecimal number) {
      return Nodes.decimal(number);
    }
    if (value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    if (value == Nothing.NOTHING) {
      return "null";
    }
    unwritable.add(step, "compares a %s".formatted(value.getClass().getSimpleName()));
    return "null";
  }

  private String filled(Binding.Text text) {
    text.literals().forEach(this::checked);
    var filled = new StringBuilder(braced(text.literals().get(0)));
    for (int i = 0; i < text.refs().size(); i++) {
      filled.append(hole(text.refs().get(i))).append(braced(text.literals().get(i + 1)));
    }
    return filled.toString();
  }

  private String checked(String text) {
    if (!FileText.sound(text)) {
      unwritable.add(step, "holds a character that no file may have");
    }
    return text;
  }

  private static String braced(String literal) {
    return literal.replace(Expression.OPEN, "${{ " + constant(Expression.OPEN) + " }}");
  }

  /** One form after the other; what is wanted decides how a form is read back. */
  private final class Written implements Binding.Cases<Node> {
    private final Type wanted;

    Written(Type wanted) {
      this.wanted = wanted;
    }

    @Override
    public Node ref(Ref<?> ref) {
      return path(ref);
    }

    @Override
    public Node text(Binding.Text text) {
      var filled = filled(text);
      boolean alone = text.refs().size() == 1 && text.literals().stream().allMatch(String::isEmpty);
      return Nodes.text(
          text.refs().isEmpty() || alone
              ? filled + NOTHING + (filled.isEmpty() ? NOTHING : "")
              : filled);
    }

    @Override
    public Node literal(Binding.Literal<?> literal) {
      return data(literal.value(), wanted);
    }

    @Override
    public Node join(Binding.Join<?> join) {
      if (!Types.asRecord(wanted).equals(Optional.of(join.type()))) {
        return unwritable.add(
            step,
            "is given a %s, which its work does not ask for by name"
                .formatted(join.type().getSimpleName()));
      }
      var parts = new LinkedHashMap<String, Node>();
      var components = join.type().getRecordComponents();
      for (int i = 0; i < components.length; i++) {
        parts.put(
            components[i].getName(), write(join.parts().get(i), components[i].getGenericType()));
      }
      return Nodes.mapping(parts);
    }

    @Override
    public Node all(Binding.All<?> all) {
      if (constant(all.parts())) {
        return unwritable.add(step, "is given a list of constants: make it one constant");
      }
      return Nodes.sequence(
          all.parts().stream().map(part -> write(part, Types.element(wanted))).toList());
    }

    @Override
    public Node fields(Binding.Fields fields) {
      if (constant(fields.parts().values()) || Types.asRecord(wanted).isPresent()) {
        return unwritable.add(
            step, "is given constants by name: make them one constant, or a record");
      }
      var parts = new LinkedHashMap<String, Node>();
      fields.parts().forEach((name, part) -> parts.put(name, write(part, Types.held(wanted))));
      return Nodes.mapping(parts);
    }

    @Override
    public Node pieces(Pieces pieces) {
      return unwritable.add(
          step, "is given the pieces of a text; only a 'for_each' goes through it");
    }

    @Override
    public Node after(Binding.After<?> after) {
      return unwritable.add(step, "waits inside a value; only a step as a whole has 'needs'");
    }

    private boolean constant(Collection<Binding<?>> parts) {
      return parts.stream().allMatch(Binding.Literal.class::isInstance);
    }
  }

  private Node data(Object value, Type wanted) {
    if (value instanceof List<?> list && Types.asRecord(wanted).isEmpty()) {
      var items = new ArrayList<Node>();
      list.forEach(item -> items.add(data(item, Types.element(wanted))));
      return Nodes.sequence(items);
    }
    if (value instanceof Map<?, ?> map && Types.asRecord(wanted).isEmpty()) {
      var parts = new LinkedHashMap<String, Node>();
      map.forEach((key, part) -> parts.put(String.valueOf(key), data(part, Types.held(wanted))));
      return Nodes.mapping(parts);
    }
    return value instanceof Record structured
            && Types.asRecord(wanted).equals(Optional.of(value.getClass()))
        ? components(structured)
        : scalar(value, wanted);
  }

  private Node components(Record value) {
    var parts = new LinkedHashMap<String, Node>();
    for (var component : value.getClass().getRecordComponents()) {
      try {
        component.getAccessor().setAccessible(true);
        var part = component.getAccessor().invoke(value);
        parts.put(component.getName(), data(part, component.getGenericType()));
      } catch (ReflectiveOperationException | RuntimeException e) {
        unwritable.add(
            step, "holds a %s that hides its parts".formatted(value.getClass().getSimpleName()));
      }
    }
    return Nodes.mapping(parts);
  }

  private Node scalar(Object value, Type wanted) {
    if (value instanceof String text && Template.isOne(checked(text))) {
      return Nodes.text("${{ " + constant(text) + " }}");
    }
    var candidates = new ArrayList<Node.Scalar>();
    if (value instanceof String text) {
      candidates.add(Nodes.text(text));
    } else {
      candidates.add(Nodes.plain(value == Nothing.NOTHING ? "null" : value));
    }
    if (value instanceof BigDecimal number) {
      candidates.add(Nodes.plain(Nodes.decimal(number)));
    }
    for (var candidate : candidates) {
      var problems = new Problems();
      if (new Literals(problems).of(candidate, wanted, "").equals(value) && problems.none()) {
        return candidate;
      }
    }
    return unwritable.add(
        step,
        "holds the %s %s, which would not be read back as one"
            .formatted(value.getClass().getSimpleName(), Known.clipped(String.valueOf(value))));
  }
}
