package io.waybill.reports;

import java.util.Optional;

/**
 * What a route is held against: as if everything had gone one way.
 *
 * @param route its path without numbers, or its id
 * @param way the label of a branch, or {@code provider/model} for every branch by that model
 */
public record Baseline(String route, String way) {
  public Baseline {
    if (route.isEmpty() || way.isEmpty()) {
      throw new IllegalArgumentException(
          "write STEP=label or STEP=provider/model, found '%s=%s'".formatted(route, way));
    }
  }

  /**
   * {@code intent=billing}.
   *
   * @throws IllegalArgumentException saying what to write instead
   */
  public static Baseline of(String written) {
    int equals = written.indexOf('=');
    return new Baseline(
        equals < 0 ? "" : written.substring(0, equals), written.substring(equals + 1));
  }

  boolean isFor(String path) {
    return route.equals(path) || route.equals(StepPath.id(path));
  }

  /** Every branch as if that model had done it; empty if it names a branch. */
  Optional<AsIf> asIf(String path) {
    return way.indexOf('/') <= 0 ? Optional.empty() : Optional.of(AsIf.of(path + "=" + way));
  }
}
