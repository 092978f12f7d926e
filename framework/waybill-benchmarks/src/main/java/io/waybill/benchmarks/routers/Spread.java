package io.waybill.benchmarks.routers;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Figures of several folds: the mean of each, and how far folds lie apart. */
final class Spread {
  private final Map<String, List<Double>> figures = new LinkedHashMap<>();

  void add(String name, double figure) {
    figures.computeIfAbsent(name, first -> new ArrayList<>()).add(figure);
  }

  /** A line for each: the mean, plus or minus the standard deviation, and the single ones. */
  void print(String of) {
    System.out.printf("%n%s%n", of);
    figures.forEach(
        (name, all) ->
            System.out.printf(
                Locale.ROOT,
                "  %-34s %7.2f ± %.2f   (%s)%n",
                name,
                mean(all),
                deviation(all),
                String.join(
                    ", ",
                    all.stream().map(one -> String.format(Locale.ROOT, "%.2f", one)).toList())));
  }

  private static double mean(List<Double> all) {
    return all.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  private static double deviation(List<Double> all) {
    double mean = mean(all);
    double squares = all.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
    return Math.sqrt(squares / Math.max(1, all.size() - 1));
  }
}
