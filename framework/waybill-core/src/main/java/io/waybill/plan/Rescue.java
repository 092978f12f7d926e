package io.waybill.plan;

import io.waybill.work.ErrorKind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What to do when a step fails for good: kinds of failure and the body for each, which is given the
 * {@link io.waybill.work.Failure} and whose output becomes the step's value. The failed attempts
 * stay on the bill.
 */
public record Rescue(Map<ErrorKind, Body> when, Optional<Body> otherwise) {
  public static final Rescue NONE = new Rescue(Map.of(), Optional.empty());

  public Rescue {
    var copy = new EnumMap<ErrorKind, Body>(ErrorKind.class);
    copy.putAll(when);
    when = Collections.unmodifiableMap(copy);
  }

  /** The body for a kind of failure; none if nobody rescues it. A cancelled run is not rescued. */
  public @Nullable Body forKind(ErrorKind kind) {
    return kind == ErrorKind.CANCELLED ? null : when.getOrDefault(kind, otherwise.orElse(null));
  }

  public List<Body> bodies() {
    var bodies = new ArrayList<>(when.values());
    otherwise.ifPresent(bodies::add);
    return bodies;
  }
}
