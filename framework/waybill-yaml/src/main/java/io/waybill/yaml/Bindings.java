package io.waybill.yaml;

import io.waybill.plan.Binding;
import io.waybill.plan.Ref;
import io.waybill.work.Nothing;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Turns values as files write them into bindings, in one scope. */
final class Bindings {
  private final Scope scope;
  private final Problems problems;

  Bindings(Scope scope, Problems problems) {
    this.scope = scope;
    this.problems = problems;
  }

  /** What a step is given; nothing if it says nothing. */
  Binding<?> of(Optional<Node> with, Type wanted, String path) {
    return with.<Binding<?>>map(node -> of(node, wanted, path)).orElse(Binding.nothing());
  }

  /** A value: what is wanted decides what text without quotes is, and what a mapping becomes. */
  Binding<?> of(Node node, Type wanted, String path) {
    return node.match(
        new Node.Cases<Binding<?>>() {
          @Override
          public Binding<?> scalar(Node.Scalar scalar) {
            return Template.isOne(scalar.text())
                ? template(scalar, path)
                : new Binding.Literal<>(new Literals(problems).of(scalar, wanted, path));
          }

          @Override
          public Binding<?> sequence(Node.Sequence sequence) {
            return list(sequence, Types.element(wanted), path);
          }

          @Override
          public Binding<?> mapping(Node.Mapping mapping) {
            var structured = Types.asRecord(wanted);
            return structured.isPresent()
                ? join(mapping, structured.get(), path)
                : map(mapping, Types.held(wanted), path);
          }
        });
  }

  /** A text over values, even if there is but one or none. */
  Binding<?> prompt(Name prompt) {
    try {
      return text(Template.of(prompt.text()), prompt.written(), prompt.path());
    } catch (ExpressionException e) {
      return unreadable(prompt.written(), e, prompt.path());
    }
  }

  /** The inputs of another plan, by name. */
  Binding.Fields fields(Optional<Node> with, Map<String, Class<?>> inputs, String path, At at) {
    var node = with.orElse(new Node.Mapping(at, Map.of()));
    var keys = Keys.of(node, path, problems);
    var parts = new LinkedHashMap<String, Binding<?>>();
    inputs.forEach(
        (name, type) ->
            keys.required(name)
                .ifPresent(part -> parts.put(name, of(part, type, keys.path(name)))));
    keys.refuseUnknown();
    return new Binding.Fields(parts);
  }

  /** Exactly one path. */
  Optional<Ref<?>> output(Name text) {
    try {
      if (Template.isOne(text.text())) {
        var path = Template.of(text.text()).path();
        if (path.isPresent()) {
          return Optional.of(scope.resolve(path.get()).ref());
        }
      }
      problems.add(
          text.at(), text.path(), "is no path: write one value alone, \"${{ steps.NAME }}\"");
    } catch (ExpressionException e) {
      unreadable(text.written(), e, text.path());
    }
    return Optional.empty();
  }

  /** Both sides of a condition. */
  Optional<Condition> condition(Name text) {
    try {
      var condition = Template.condition(text.text());
      return Optional.of(
          new Condition(term(condition.left()), condition.comparison(), term(condition.right())));
    } catch (ExpressionException e) {
      unreadable(text.written(), e, text.path());
      return Optional.empty();
    }
  }

  /** A comparison of bindings. */
  record Condition(Binding<?> left, Comparison comparison, Binding<?> right) {
    /** In the place of one whose problem has been noted. */
    static final Condition UNREADABLE =
        new Condition(Binding.nothing(), Comparison.EQUAL, Binding.nothing());
  }

  /** What is known of a value, if it is one path. */
  Type type(Node node) {
    try {
      if (node instanceof Node.Scalar scalar && Template.isOne(scalar.text())) {
        var path = Template.of(scalar.text()).path();
        return path.isPresent() ? scope.resolve(path.get()).type() : String.class;
      }
      return Object.class;
    } catch (ExpressionException saidWhereItIsBound) {
      return Object.class;
    }
  }

  private Binding<?> term(Term term) throws ExpressionException {
    return term instanceof Term.Path path
        ? scope.resolve(path).ref()
        : new Binding.Literal<>(((Term.Constant) term).value());
  }

  private Binding<?> template(Node.Scalar scalar, String path) {
    try {
      var template = Template.of(scalar.text());
      if (template.path().isPresent()) {
        return scope.resolve(template.path().get()).ref();
      }
      return template.bare()
          ? new Binding.Literal<>(template.constant().orElse(Nothing.NOTHING))
          : text(template, scalar, path);
    } catch (ExpressionException e) {
      return unreadable(scalar, e, path);
    }
  }

  private Binding.Text text(Template template, Node.Scalar scalar, String path) {
    var refs = new ArrayList<Ref<?>>();
    for (var hole : template.holes()) {
      try {
        refs.add(scope.resolve(hole).ref());
      } catch (ExpressionException e) {
        unreadable(scalar, e, path);
        refs.add(Ref.to(""));
      }
    }
    return new Binding.Text(template.literals(), refs);
  }

  private Binding<Nothing> unreadable(Node.Scalar scalar, ExpressionException e, String path) {
    problems.add(new Spot(scalar, e.offset()).at(), path, e.said());
    return Binding.nothing();
  }

  private Binding<?> list(Node.Sequence sequence, Type wanted, String path) {
    var parts = new ArrayList<Binding<?>>();
    for (var item : sequence.items()) {
      parts.add(of(item, wanted, path + "." + parts.size()));
    }
    return constant(parts)
        ? new Binding.Literal<>(parts.stream().map(Bindings::constant).toList())
        : new Binding.All<>(parts);
  }

  private Binding<?> map(Node.Mapping mapping, Type wanted, String path) {
    var parts = new LinkedHashMap<String, Binding<?>>();
    mapping
        .entries()
        .forEach((key, entry) -> parts.put(key, of(entry.value(), wanted, path + "." + key)));
    if (!constant(parts.values())) {
      return new Binding.Fields(parts);
    }
    var values = new LinkedHashMap<String, Object>();
    parts.forEach((key, part) -> values.put(key, constant(part)));
    return new Binding.Literal<>(Collections.unmodifiableMap(values));
  }

  private <T extends Record> Binding<?> join(Node.Mapping mapping, Class<T> type, String path) {
    var keys = Keys.of(mapping, path, problems);
    var parts = new ArrayList<Binding<?>>();
    for (RecordComponent component : type.getRecordComponents()) {
      parts.add(
          keys.required(component.getName())
              .<Binding<?>>map(
                  node -> of(node, component.getGenericType(), keys.path(component.getName())))
              .orElse(Binding.nothing()));
    }
    keys.refuseUnknown();
    return new Binding.Join<>(type, parts);
  }

  private static boolean constant(Collection<Binding<?>> parts) {
    return parts.stream().allMatch(Binding.Literal.class::isInstance);
  }

  private static Object constant(Binding<?> literal) {
    return ((Binding.Literal<?>) literal).value();
  }
}
