package io.waybill.yaml;

import io.waybill.work.Nothing;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Turns text without a hole into the value that is wanted. */
final class Literals {
  /** What a number becomes where exactly this is wanted; a long or a decimal elsewhere. */
  private static final Map<Class<?>, Function<Number, Number>> NUMBERS =
      Map.of(
          int.class, Number::intValue,
          Integer.class, Number::intValue,
          long.class, Number::longValue,
          Long.class, Number::longValue,
          double.class, Number::doubleValue,
          Double.class, Number::doubleValue,
          Number.class, number -> number,
          BigDecimal.class, number -> new BigDecimal(number.toString()));

  private final Problems problems;

  Literals(Problems problems) {
    this.problems = problems;
  }

  /** The value; nothing if that has been complained of. */
  Object of(Node.Scalar scalar, Type wanted, String path) {
    var type = Types.raw(wanted);
    if (NUMBERS.containsKey(type)) {
      return number(scalar, type)
          .orElseGet(() -> bad(scalar, path, "is no number that fits: write one without quotes"));
    }
    if (type == boolean.class || type == Boolean.class) {
      return scalar.plain() && scalar.text().matches("true|false")
          ? (Object) scalar.text().equals("true")
          : bad(scalar, path, "is neither true nor false");
    }
    if (!scalar.plain()) {
      return scalar.text();
    }
    if (CharSequence.class.isAssignableFrom(type)) {
      return Keys.text(scalar, path, problems)
          .<Object>map(Node.Scalar::text)
          .orElse(Nothing.NOTHING);
    }
    return Plain.value(scalar.text())
        .orElseGet(
            () ->
                bad(
                    scalar,
                    path,
                    "is %s, which readers of YAML take for different things: write \"%s\" if it is text"
                        .formatted(Known.clipped(scalar.text()), Known.clipped(scalar.text()))));
  }

  private static Optional<Object> number(Node.Scalar scalar, Class<?> type) {
    if (!scalar.plain()) {
      return Optional.empty();
    }
    return Plain.number(scalar.text())
        .flatMap(
            number -> {
              var made = NUMBERS.getOrDefault(type, Function.identity()).apply(number);
              return fits(made, number) ? Optional.<Object>of(made) : Optional.empty();
            });
  }

  /** Whether nothing was lost that was written, save what a double always loses. */
  private static boolean fits(Number made, Number written) {
    return made instanceof Double rounded
        ? Double.isFinite(rounded)
        : new BigDecimal(made.toString()).compareTo(new BigDecimal(written.toString())) == 0;
  }

  private Nothing bad(Node.Scalar scalar, String path, String message) {
    problems.add(scalar.at(), path, message);
    return Nothing.NOTHING;
  }
}
