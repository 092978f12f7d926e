package io.waybill.routing;

import io.waybill.work.Choice;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How near a text is to every label.
 *
 * @param cosines by label, at least one
 * @param outside how near it is to what belongs to none; minus infinity if nothing is known of that
 */
record Nearness(Map<String, Double> cosines, double outside) {
  static final Choice.Grounds NEAREST = Choice.Grounds.by("nearest");
  private static final int RUNNERS_UP = 3;

  /** The nearest label, or {@code otherwise} if its confidence is below the least. */
  Choice choice(double least) {
    var confidences = confidences();
    var order = order();
    var best = order.get(0);
    double sure = confidences.getOrDefault(best, 0.0);
    var choice =
        sure >= least
            ? new Choice(
                best, sure, first(order.subList(1, order.size())), "nearest: " + nearest(order))
            : new Choice(Choice.OTHERWISE, 1 - sure, first(order), unsure(order));
    return choice.on(NEAREST);
  }

  /** By label; they and the confidence that it is none of them sum to 1. */
  Map<String, Double> confidences() {
    double top = Math.max(outside, nearestCosine());
    double all = weight(outside, top);
    for (var cosine : cosines.values()) {
      all += weight(cosine, top);
    }
    double open = 1 / (1 + Math.exp((Likeness.GATE - nearestCosine()) / Likeness.GATE_WIDTH));
    var confidences = new LinkedHashMap<String, Double>();
    for (var label : cosines.entrySet()) {
      confidences.put(label.getKey(), open * weight(label.getValue(), top) / all);
    }
    return confidences;
  }

  private double nearestCosine() {
    return cosines.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
  }

  private static double weight(double cosine, double top) {
    return Math.exp((cosine - top) / Likeness.TEMPERATURE);
  }

  /** Labels, nearest first. */
  private List<String> order() {
    return cosines.entrySet().stream()
        .sorted(Map.Entry.<String, Double>comparingByValue(Comparator.reverseOrder()))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Map<String, Double> first(List<String> labels) {
    var confidences = confidences();
    var first = new LinkedHashMap<String, Double>();
    labels.stream()
        .limit(RUNNERS_UP)
        .forEach(label -> first.put(label, confidences.getOrDefault(label, 0.0)));
    return first;
  }

  private String unsure(List<String> order) {
    if (nearestCosine() < Likeness.GATE) {
      return "nothing is near: " + nearest(order);
    }
    return outside > nearestCosine()
        ? "nearer to what is out of scope (%s): %s".formatted(shown(outside), nearest(order))
        : "not sure: " + nearest(order);
  }

  /** The two nearest and their cosines: {@code billing 0.71, order 0.44}. */
  private String nearest(List<String> order) {
    return String.join(
        ", ",
        order.stream()
            .limit(2)
            .map(label -> label + " " + shown(cosines.getOrDefault(label, 0.0)))
            .toList());
  }

  private static String shown(double cosine) {
    return String.format(Locale.ROOT, "%.2f", cosine);
  }
}
