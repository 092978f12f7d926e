package io.waybill.plan;

import io.waybill.work.Nothing;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where a step's input comes from. Plain data: two plans that bind alike are equal. */
public sealed interface Binding<T>
    permits Ref,
        Binding.Text,
        Binding.Literal,
        Binding.Join,
        Binding.All,
        Binding.Fields,
        Pieces,
        Binding.After {
  /** What it reads, in the order in which {@link #from} takes the values. */
  List<Ref<?>> refs();

  /** The input, from the whole values of {@link #refs()}, which begin at {@code at}. */
  T from(Object[] values, int at);

  /** Calls the case for this form. */
  <R> R match(Cases<R> cases);

  /** What is wrong with it, in words; empty when nothing is. */
  default List<String> problems() {
    return List.of();
  }

  /** One case per form. */
  interface Cases<R> {
    R ref(Ref<?> ref);

    R text(Text text);

    R literal(Literal<?> literal);

    R join(Join<?> join);

    R all(All<?> all);

    R fields(Fields fields);

    R pieces(Pieces pieces);

    R after(After<?> after);
  }

  /** Text between and around values, filled in one pass: a value is never read as a template. */
  record Text(List<String> literals, List<Ref<?>> refs) implements Binding<String> {
    public Text {
      literals = List.copyOf(literals);
      refs = List.copyOf(refs);
      if (literals.size() != refs.size() + 1) {
        throw new IllegalArgumentException(
            "a text with %d holes was given %d values".formatted(literals.size() - 1, refs.size()));
      }
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.text(this);
    }

    @Override
    public String from(Object[] values, int at) {
      var filled = new StringBuilder(literals.get(0));
      for (int i = 0; i < refs.size(); i++) {
        filled.append(shown(refs.get(i).pick(values[at + i]))).append(literals.get(i + 1));
      }
      return filled.toString();
    }

    /** A list as lines, everything else as it prints. */
    private static String shown(Object value) {
      return value instanceof Collection<?> items
          ? items.stream().map(String::valueOf).collect(Collectors.joining("\n"))
          : String.valueOf(value);
    }
  }

  /**
   * A value that stands in the plan: a string, boolean, long, decimal, list or map of these, or
   * nothing.
   */
  record Literal<T>(T value) implements Binding<T> {
    @Override
    public List<Ref<?>> refs() {
      return List.of();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.literal(this);
    }

    @Override
    public T from(Object[] values, int at) {
      return value;
    }
  }

  /** A record made of parts, in the order of its components. */
  record Join<T extends Record>(Class<T> type, List<Binding<?>> parts) implements Binding<T> {
    private static final ClassValue<Constructor<?>> CANONICAL =
        new ClassValue<>() {
          @Override
          protected Constructor<?> computeValue(Class<?> type) {
            try {
              var components =
                  Stream.of(type.getRecordComponents())
                      .map(RecordComponent::getType)
                      .toArray(Class<?>[]::new);
              var canonical = type.getDeclaredConstructor(components);
              canonical.setAccessible(true);
              return canonical;
            } catch (NoSuchMethodException e) {
              throw new IllegalStateException(e);
            }
          }
        };

    public Join {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Ref<?>> refs() {
      return refsOf(parts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.join(this);
    }

    @Override
    public T from(Object[] values, int at) {
      var arguments = fromAll(parts, values, at);
      try {
        return type.cast(CANONICAL.get(type).newInstance(arguments));
      } catch (ReflectiveOperationException | IllegalArgumentException e) {
        throw new IllegalStateException(
            "cannot make a %s of %s".formatted(type.getSimpleName(), kinds(arguments)),
            e.getCause() == null ? e : e.getCause());
      }
    }

    @Override
    public List<String> problems() {
      int components = type.getRecordComponents().length;
      return components == parts.size()
          ? List.of()
          : List.of(
              "gives %d values to %s, which has %d components"
                  .formatted(parts.size(), type.getSimpleName(), components));
    }

    private static String kinds(Object[] arguments) {
      return Stream.of(arguments)
          .map(argument -> argument.getClass().getSimpleName())
          .collect(Collectors.joining(", "));
    }
  }

  /** Several values as one list. */
  record All<T>(List<Binding<?>> parts) implements Binding<List<T>> {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public List<Ref<?>> refs() {
      return refsOf(parts);
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.all(this);
    }

    @Override
    @SuppressWarnings("unchecked") // built from bindings of T only
    public List<T> from(Object[] values, int at) {
      return (List<T>)
          Collections.unmodifiableList(java.util.Arrays.asList(fromAll(parts, values, at)));
    }
  }

  /** Several values by name, in the order of the names. */
  record Fields(Map<String, Binding<?>> parts) implements Binding<Map<String, Object>> {
    public Fields {
      parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    @Override
    public List<Ref<?>> refs() {
      return refsOf(parts.values());
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.fields(this);
    }

    @Override
    public Map<String, Object> from(Object[] values, int at) {
      var all = fromAll(parts.values(), values, at);
      var named = new LinkedHashMap<String, Object>();
      int next = 0;
      for (var name : parts.keySet()) {
        named.put(name, all[next++]);
      }
      return Collections.unmodifiableMap(named);
    }
  }

  /** A value that is not looked at before others exist: an order that no data gives. */
  record After<T>(Binding<T> value, List<Ref<?>> needs) implements Binding<T> {
    public After {
      needs = List.copyOf(needs);
    }

    @Override
    public List<Ref<?>> refs() {
      return Stream.concat(value.refs().stream(), needs.stream()).toList();
    }

    @Override
    public <R> R match(Cases<R> cases) {
      return cases.after(this);
    }

    @Override
    public T from(Object[] values, int at) {
      return value.from(values, at);
    }

    @Override
    public List<String> problems() {
      return value.problems();
    }
  }

  /** A binding whose value is nothing. */
  static Binding<Nothing> nothing() {
    return new Literal<>(Nothing.NOTHING);
  }

  private static List<Ref<?>> refsOf(Collection<Binding<?>> parts) {
    var refs = new ArrayList<Ref<?>>();
    parts.forEach(part -> refs.addAll(part.refs()));
    return refs;
  }

  private static Object[] fromAll(Collection<Binding<?>> parts, Object[] values, int at) {
    var made = new Object[parts.size()];
    int next = 0;
    int from = at;
    for (var part : parts) {
      made[next++] = part.from(values, from);
      from += part.refs().size();
    }
    return made;
  }
}
