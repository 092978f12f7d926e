package io.waybill.ledger;

import java.util.List;
import java.util.Locale;

/**
 * Whom a price is for: who bills, and which models. {@code *} stands for any letters, and the case
 * of letters does not count.
 *
 * @param provider as usages name it: {@code openai}; {@code *} for any
 * @param models as the provider names them: {@code gpt-4.1-mini}, {@code gpt-4.1-mini-*}; one that
 *     fits is enough
 */
public record Match(String provider, List<String> models) {
  public Match {
    if (provider.isEmpty() || models.isEmpty() || models.contains("")) {
      throw new IllegalArgumentException("write who bills and at least one model, or '*' for any");
    }
    models = List.copyOf(models);
  }

  /** These models, whoever bills them. */
  public static Match models(String... models) {
    return new Match("*", List.of(models));
  }

  /** How well it fits; {@link Fit#NONE} if it does not. */
  Fit fit(String billed, String model) {
    var who = Glob.of(provider);
    if (!who.matches(lower(billed))) {
      return Fit.NONE;
    }
    var best = Fit.NONE;
    for (var pattern : models) {
      var glob = Glob.of(pattern);
      var fit = new Fit(glob.letters(), who.letters());
      if (glob.matches(lower(model)) && fit.compareTo(best) > 0) {
        best = fit;
      }
    }
    return best;
  }

  /** Whether it is for a model of that name, whoever bills it. */
  boolean names(String model) {
    return models.stream().anyMatch(pattern -> Glob.of(pattern).matches(lower(model)));
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /**
   * How closely a match fits: by how much of the model's name it says, then of the provider's.
   * Without a {@code *} it says all.
   */
  record Fit(int model, int provider) implements Comparable<Fit> {
    static final Fit NONE = new Fit(-1, -1);

    @Override
    public int compareTo(Fit other) {
      return model != other.model
          ? Integer.compare(model, other.model)
          : Integer.compare(provider, other.provider);
    }
  }
}
