package io.waybill.plan;

import io.waybill.work.WorkInfo;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known of a value before any run.
 *
 * @param type its class; {@code Object} if unknown
 * @param secret where private data in it comes from; empty if none is
 * @param stranger who else's words are in it: an input, or a step that reads the world; empty if
 *     nobody's
 */
record Fact(Class<?> type, String secret, String stranger) {
  /** What has no parts. */
  private static final List<Class<?>> WHOLE =
      List.of(CharSequence.class, Number.class, Boolean.class, Enum.class);

  static final Fact UNKNOWN = new Fact(Object.class, "", "");

  static Fact of(Input input) {
    var id = "input '" + input.id() + "'";
    return new Fact(
        boxed(input.type()),
        input.marks().contains(Input.Mark.PRIVATE) ? id : "",
        input.marks().contains(Input.Mark.TRUSTED) ? "" : id);
  }

  Fact as(Type type) {
    return new Fact(raw(type), secret, stranger);
  }

  /** What is known of the answer of work that is given this, at a step of that path. */
  Fact through(WorkInfo info, String path) {
    var safety = info.safety();
    var here = "step '" + path + "'";
    var privately =
        switch (safety.privacy()) {
          case CLEARED -> "";
          case PRIVATE -> here;
          case AS_INPUT -> secret;
        };
    var words =
        switch (safety.trust()) {
          case TRUSTED -> "";
          case UNTRUSTED -> here;
          case AS_INPUT -> stranger;
        };
    return new Fact(raw(info.output()), privately, words);
  }

  /** A value that has something of both. */
  Fact and(Fact other) {
    return new Fact(
        type.equals(other.type) ? type : Object.class,
        secret.isEmpty() ? other.secret : secret,
        stranger.isEmpty() ? other.stranger : stranger);
  }

  /** Whether a value of this type may be one of that type, as far as is known. */
  boolean fits(Type wanted) {
    var target = raw(wanted);
    return type.equals(Object.class)
        || target.equals(Object.class)
        || target.isAssignableFrom(type)
        || type.isAssignableFrom(target);
  }

  /** What is known of a part; empty if it is known that there is no such part. */
  Optional<Fact> part(String name) {
    if (type.isRecord()) {
      return Stream.of(type.getRecordComponents())
          .filter(component -> component.getName().equals(name))
          .map(RecordComponent::getType)
          .findFirst()
          .map(this::as);
    }
    boolean whole = WHOLE.stream().anyMatch(known -> known.isAssignableFrom(type));
    return whole ? Optional.empty() : Optional.of(as(Object.class));
  }

  /** The names of the parts that there are; none if it is known to have none. */
  List<String> parts() {
    return type.isRecord()
        ? Stream.of(type.getRecordComponents()).map(RecordComponent::getName).toList()
        : List.of();
  }

  private static Class<?> raw(Type type) {
    if (type instanceof Class<?> known) {
      return boxed(known);
    }
    return type instanceof ParameterizedType generic ? raw(generic.getRawType()) : Object.class;
  }

  private static Class<?> boxed(Class<?> type) {
    return java.lang.invoke.MethodType.methodType(type).wrap().returnType();
  }
}
