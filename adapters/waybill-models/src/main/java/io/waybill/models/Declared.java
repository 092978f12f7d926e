package io.waybill.models;

import io.waybill.yaml.Settings;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what a workflow file says of a model, under {@code models:}. */
final class Declared {
  private Declared() {}

  /**
   * What is missing or wrong is noted in the settings.
   *
   * @throws IllegalArgumentException if that leaves no model
   */
  static NamedModel read(Maker maker, Settings settings) {
    var model = settings.text("model");
    var urls = urls(settings);
    var key = settings.optionalText("key_env").orElse("");
    NamedModel.keyProblem(key, urls).ifPresent(problem -> settings.problem("key_env", problem));
    return new NamedModel(
        maker, model, urls, key, settings.flag("in_house"), dials(maker, settings));
  }

  private static List<Place> urls(Settings settings) {
    var one = settings.optionalText("url");
    var several = settings.list("urls");
    if (one.isPresent() && !several.isEmpty()) {
      settings.problem("urls", "are the places of one model that has a url too: say one of both");
    }
    return Stream.concat(
            one.flatMap(written -> place(settings, "url", written)).stream(),
            several.stream().flatMap(written -> place(settings, "urls", written).stream()))
        .toList();
  }

  private static Optional<Place> place(Settings settings, String key, String written) {
    try {
      return Optional.of(Place.of(written));
    } catch (IllegalArgumentException e) {
      settings.problem(key, String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static Dials dials(Maker maker, Settings settings) {
    var seed = whole(settings, "seed", 0);
    if (seed.isPresent() && maker == Maker.ANTHROPIC) {
      settings.problem("seed", "is nothing that anthropic knows: leave it out");
    }
    return new Dials(
        decimal(settings, "temperature", 2),
        decimal(settings, "top_p", 1),
        whole(settings, "max_tokens", 1),
        seed,
        settings.optionalText("system").orElse(""));
  }

  private static Optional<Double> decimal(Settings settings, String key, int most) {
    double set = settings.decimal(key, Double.NaN);
    if (set < 0 || set > most) {
      settings.problem(key, "must lie between 0 and %d, is %s".formatted(most, set));
    }
    return Double.isNaN(set) ? Optional.empty() : Optional.of(set);
  }

  private static Optional<Integer> whole(Settings settings, String key, int least) {
    int set = settings.integer(key, -1);
    if (set >= 0 && set < least) {
      settings.problem(key, "must be at least %d".formatted(least));
    }
    return set < 0 ? Optional.empty() : Optional.of(set);
  }
}
