package io.waybill.routing;

import io.waybill.plan.Ref;
import io.waybill.work.Nothing;
import java.util.Collection;
import java.util.Optional;

/** What stands in a field of an input: of a record, or of a map. */
final class Fields {
  private Fields() {}

  /** Empty if there is no such field, or nothing in it: an empty text or list is nothing, too. */
  static Optional<Object> of(Object input, String field) {
    var value = Ref.to("input").at(field).pick(input);
    Optional<Object> inside =
        value instanceof Optional<?> maybe ? maybe.map(Object.class::cast) : Optional.of(value);
    return inside.filter(some -> !isNothing(some));
  }

  private static boolean isNothing(Object value) {
    return value == Nothing.NOTHING
        || value.equals("")
        || (value instanceof Collection<?> all && all.isEmpty());
  }
}
