package io.waybill.plan;

import io.waybill.work.Nothing;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A typed promise of a value: an input of the plan, or what a step will produce, or a part of
 * either.
 *
 * @param id of the input or step; {@code routes.intent} for the decision of the route {@code
 *     intent}
 * @param path names of record components or map keys, or positions in a list, from the value
 *     inwards; mostly empty
 */
public record Ref<T>(String id, List<String> path) implements Binding<T> {
  public Ref {
    path = List.copyOf(path);
  }

  public static <T> Ref<T> to(String id) {
    return new Ref<>(id, List.of());
  }

  /** The decision of a route, a {@link io.waybill.work.Choice}. */
  public static <T> Ref<T> decisionOf(String route) {
    return to("routes." + route);
  }

  /**
   * A part of this value. What has no such part gives {@link Nothing#NOTHING} when the plan runs.
   */
  public <P> Ref<P> at(String name) {
    var longer = new ArrayList<>(path);
    longer.add(name);
    return new Ref<>(id, longer);
  }

  @Override
  public List<Ref<?>> refs() {
    return List.of(this);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.ref(this);
  }

  @Override
  @SuppressWarnings("unchecked") // the pen handed out this ref for a value of this type
  public T from(Object[] values, int at) {
    return (T) pick(values[at]);
  }

  /** What this ref names of the whole value. */
  public Object pick(Object value) {
    var picked = value;
    for (var name : path) {
      picked = part(picked, name);
    }
    return picked;
  }

  private static Object part(Object value, String name) {
    if (value instanceof Map<?, ?> map) {
      var found = map.get(name);
      return found == null ? Nothing.NOTHING : found;
    }
    if (value instanceof List<?> list) {
      return name.chars().allMatch(Character::isDigit)
              && name.length() < 10
              && Integer.parseInt(name) < list.size()
          ? list.get(Integer.parseInt(name))
          : Nothing.NOTHING;
    }
    return value instanceof Record structured ? component(structured, name) : Nothing.NOTHING;
  }

  private static Object component(Record structured, String name) {
    for (RecordComponent component : structured.getClass().getRecordComponents()) {
      if (component.getName().equals(name)) {
        try {
          component.getAccessor().setAccessible(true);
          var value = component.getAccessor().invoke(structured);
          return value == null ? Nothing.NOTHING : value;
        } catch (ReflectiveOperationException e) {
          throw new IllegalStateException(
              "cannot read %s of %s".formatted(name, structured.getClass().getName()), e);
        }
      }
    }
    return Nothing.NOTHING;
  }

  /** {@code order}, {@code order.items.0}. */
  @Override
  public String toString() {
    return path.isEmpty() ? id : id + "." + String.join(".", path);
  }
}
