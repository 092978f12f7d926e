package io.waybill.routing.gain;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Money;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Options held against each other under a tradeoff, and the notes that explain the outcome. */
final class Weighing {
  private final Tradeoff tradeoff;
  private final List<Option> all;
  private final List<String> notes = new ArrayList<>();

  /**
   * Options to weigh.
   *
   * @param all in the order of the model's targets, which decides between equals
   */
  Weighing(Tradeoff tradeoff, List<Option> all) {
    this.tradeoff = tradeoff;
    this.all = List.copyOf(all);
  }

  /** The best of them, or where lots send the call; it abstains if none is left. */
  Choice choice(Optional<Money> purse, Lots lots, CallContext call) {
    var open = open(purse);
    if (open.isEmpty()) {
      return new Choice(Choice.OTHERWISE, 1, chances(all), "no target is left: " + noted())
          .on(new Choice.Grounds(GainRouter.KIND, tradeoff.name(), Optional.empty(), 1));
    }
    var ranked = open.stream().sorted(bestFirst()).toList();
    var drawn = lots.draw(ranked.get(0).label(), open.stream().map(Option::label).toList(), call);
    return chosen(ranked, drawn);
  }

  private Choice chosen(List<Option> ranked, Lots.Drawn drawn) {
    var chosen = named(drawn.label());
    var best = ranked.get(0).label();
    if (!drawn.label().equals(best)) {
      notes.add("drawn by lot: '%s' would be best".formatted(best));
    }
    if (chosen.cost().isEmpty()) {
      notes.add("what '%s' costs is not known".formatted(chosen.label()));
    }
    var others = all.stream().filter(option -> !option.label().equals(chosen.label())).toList();
    return new Choice(chosen.label(), chosen.right(), chances(others), reason(ranked))
        .on(
            new Choice.Grounds(
                GainRouter.KIND, tradeoff.name(), chosen.cost(), drawn.propensity()));
  }

  /** What may be chosen, fit to be compared. */
  private List<Option> open(Optional<Money> purse) {
    var open = without(all, option -> !option.within(purse), "beyond what is left to spend");
    if (tradeoff.perCent() > 0) {
      open = without(open, option -> option.cost().isEmpty(), "of unknown cost");
    }
    if (tradeoff.perSecond() > 0) {
      open = withComparableWaits(open);
    }
    return open;
  }

  private List<Option> without(List<Option> options, Predicate<Option> out, String why) {
    var gone = options.stream().filter(out).toList();
    if (!gone.isEmpty()) {
      notes.add(shown(gone) + (gone.size() == 1 ? " is " : " are ") + why);
    }
    return options.stream().filter(out.negate()).toList();
  }

  /** A wait that is not known is not zero: unless all are known none counts. */
  private List<Option> withComparableWaits(List<Option> options) {
    var unknown = options.stream().filter(option -> option.delay().isEmpty()).toList();
    if (unknown.isEmpty()) {
      return options;
    }
    notes.add("waiting is left out: it is not known of " + labels(unknown));
    return options.stream().map(Option::withoutDelay).toList();
  }

  /** Among equals whoever has led the conversation so far, then the cheaper one. */
  private Comparator<Option> bestFirst() {
    return Comparator.comparingDouble(this::points)
        .reversed()
        .thenComparing(Option::switches)
        .thenComparing(option -> option.cost().map(Money::nanoUsd).orElse(Long.MAX_VALUE));
  }

  private double points(Option option) {
    return tradeoff.points(option.right(), option.cost(), option.delay(), option.switches());
  }

  private Option named(String label) {
    return all.stream().filter(option -> option.label().equals(label)).findFirst().orElseThrow();
  }

  private static Map<String, Double> chances(List<Option> options) {
    var chances = new LinkedHashMap<String, Double>();
    options.stream()
        .sorted(Comparator.comparingDouble(Option::right).reversed())
        .forEach(option -> chances.put(option.label(), option.right()));
    return chances;
  }

  /** {@code balanced: strong 0.84 $0.00412, weak 0.61 $0.00031; what was left out}. */
  private String reason(List<Option> ranked) {
    var best = tradeoff.name() + ": " + shown(ranked);
    return notes.isEmpty() ? best : best + "; " + noted();
  }

  private String noted() {
    return String.join("; ", notes);
  }

  private static String shown(List<Option> options) {
    return options.stream().map(Option::toString).collect(Collectors.joining(", "));
  }

  private static String labels(List<Option> options) {
    return options.stream().map(Option::label).collect(Collectors.joining("', '", "'", "'"));
  }
}
