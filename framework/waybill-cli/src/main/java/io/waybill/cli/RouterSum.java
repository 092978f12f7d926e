package io.waybill.cli;

import io.waybill.routing.feedback.Agreement;
import io.waybill.routing.feedback.Decision;
import io.waybill.routing.feedback.Decision.Answered;
import io.waybill.routing.feedback.Decision.Silent;
import io.waybill.routing.feedback.Decisions;
import io.waybill.routing.feedback.Drift;
import io.waybill.routing.feedback.Mean;
import io.waybill.routing.feedback.Shift;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the decisions of one router came to.
 *
 * @param by which router: its name, its version, and a digest of what it is configured with
 * @param steps at which it decided, without the numbers of items
 * @param canary how many of them it made as the one that decides a share
 * @param abstained the share of them
 * @param means how good they were, by metric
 * @param labels what it chose, the most frequent first
 * @param shadows how it agrees with each that decided beside it
 * @param drift whether it decides otherwise lately
 * @param shift how far its texts lie from those before; empty if too few were kept
 */
record RouterSum(
    String by,
    List<String> steps,
    int n,
    int canary,
    Mean abstained,
    Map<String, Mean> means,
    List<Label> labels,
    Map<String, Agreement> shadows,
    Drift drift,
    Optional<Shift> shift) {
  /** What one label came to. */
  record Label(String label, int n, Map<String, Mean> means) {}

  /** Compares texts. */
  interface Shifting {
    Optional<Shift> of(List<String> before, List<String> lately);
  }

  /**
   * Each router that decided, in the order in which they first did.
   *
   * @param window so many of the last are held against so many of the first
   */
  static List<RouterSum> of(Decisions all, int window, Shifting shifting) {
    var routers = new LinkedHashSet<String>();
    all.all().forEach(decision -> routers.add(decision.said().by()));
    var sums = new ArrayList<RouterSum>();
    for (var by : routers) {
      var own = all.only(decision -> decision.said().by().equals(by));
      sums.add(of(by, own, window, shifting));
    }
    return sums;
  }

  private static RouterSum of(String by, Decisions own, int window, Shifting shifting) {
    var shift =
        shifting.of(texts(Drift.first(own.all(), window)), texts(Drift.last(own.all(), window)));
    var drift = Drift.within(own.all(), window);
    return new RouterSum(
        by,
        own.all().stream().map(each -> Steps.everyTime(each.id().path())).distinct().toList(),
        own.all().size(),
        (int) own.all().stream().filter(each -> each.arm() == Decision.Arm.CANARY).count(),
        Mean.share(
            (int) own.all().stream().filter(each -> each.said().choice().abstained()).count(),
            own.all().size()),
        means(own),
        labels(own),
        shadows(own),
        shift.map(drift::with).orElse(drift),
        shift);
  }

  private static List<String> texts(List<Decision> decisions) {
    return decisions.stream().map(Decision::text).filter(text -> !text.isBlank()).toList();
  }

  private static Map<String, Mean> means(Decisions decisions) {
    var metrics = new TreeSet<String>();
    decisions.all().forEach(each -> metrics.addAll(each.scores().keySet()));
    var means = new TreeMap<String, Mean>();
    metrics.forEach(metric -> decisions.mean(metric).ifPresent(mean -> means.put(metric, mean)));
    return means;
  }

  private static List<Label> labels(Decisions own) {
    var counts = new TreeMap<String, Integer>();
    own.all().forEach(each -> counts.merge(each.label(), 1, Integer::sum));
    return counts.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(
            each ->
                new Label(
                    each.getKey(),
                    each.getValue(),
                    means(own.only(one -> one.label().equals(each.getKey())))))
        .toList();
  }

  /** By the shadow: a log may span several. */
  private static Map<String, Agreement> shadows(Decisions own) {
    var shadows = new LinkedHashMap<String, Agreement>();
    own.all().forEach(each -> shadow(each).ifPresent(by -> shadows.put(by, NOBODY)));
    shadows.replaceAll(
        (by, none) ->
            Agreement.of(own.only(each -> shadow(each).equals(Optional.of(by))), Decision.TRUTH));
    return shadows;
  }

  private static final Agreement NOBODY =
      Agreement.of(new Decisions(List.of(), List.of(), List.of()), Decision.TRUTH);

  /** Of a canary that failed the log tells as of a shadow that did. */
  private static Optional<String> shadow(Decision decision) {
    return decision
        .shadow()
        .map(
            shadow ->
                shadow instanceof Answered answered
                    ? answered.said().by()
                    : ((Silent) shadow).by());
  }
}
