package io.waybill.estimate;

import io.waybill.ledger.Fixed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An estimate as a page that a person can read. */
final class EstimatePage {
  private static final int SWINGS = 6;
  private static final String NONE = "–";

  private final Estimate estimate;
  private final StringBuilder text = new StringBuilder();

  private EstimatePage(Estimate estimate) {
    this.estimate = estimate;
  }

  static String of(Estimate estimate) {
    var page = new EstimatePage(estimate);
    page.heading();
    page.steps();
    page.volume();
    page.machines();
    page.makeOrBuy();
    page.swings();
    return page.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void heading() {
    var made = estimate.made();
    line(
        String.format(
            Locale.ROOT,
            "estimate of %s: %s; %,d runs drawn, seed %d; nothing was asked",
            estimate.plan(),
            made.runs() == 0
                ? "no run was recorded"
                : String.format(
                    Locale.ROOT, "%,d recorded run%s", made.runs(), made.runs() == 1 ? "" : "s"),
            made.draws(),
            made.seed()));
    var latency = estimate.latency();
    line(
        String.format(
            Locale.ROOT,
            "a run takes p50 %s   p95 %s   mean %s%s",
            Written.time(latency.p50()),
            Written.time(latency.p95()),
            Written.time(latency.mean()),
            made.failing() == 0 ? "" : "   " + Written.percent(made.failing()) + " fail"));
    var costs = estimate.costs();
    line(
        String.format(
            Locale.ROOT,
            "1,000 runs cost %s (low %s, high %s)   %s%s",
            money(costs, Written.money(costs.likely())),
            money(costs, Written.money(costs.low())),
            high(costs),
            costs.unpriced().isEmpty()
                ? "all calls priced"
                : Written.percent(1 - costs.coverage())
                    + " of calls have no price: "
                    + String.join(", ", costs.unpriced()),
            made.checked().map(date -> "   prices checked " + date).orElse("")));
  }

  /** What is known of it; that there is more is said beside it. */
  private static String money(Estimate.PerThousand costs, String known) {
    if (costs.coverage() >= 1) {
      return known;
    }
    return costs.likely().nanoUsd() == 0 ? "unpriced" : known + "+?";
  }

  private static String high(Estimate.PerThousand costs) {
    return costs.high().map(high -> money(costs, Written.money(high))).orElse("no bound");
  }

  private void steps() {
    text.append('\n');
    boolean flowing = estimate.volume().isPresent();
    var grid = new Grid(2, 1);
    var head = new ArrayList<String>();
    head.addAll(List.of("step", "who", "times", "p50", "p95", "path%"));
    head.addAll(flowing ? List.of("at once") : List.of());
    head.addAll(List.of("low/1k", "likely/1k", "high/1k", "from"));
    grid.row(head);
    var shares = estimate.steps().stream().mapToDouble(Estimate.OfStep::critical).toArray();
    var all = Arrays.copyOf(shares, shares.length + 1);
    all[shares.length] = Math.max(0, 1 - Arrays.stream(shares).sum());
    var path = Written.tenths(all);
    for (int i = 0; i < estimate.steps().size(); i++) {
      grid.row(row(estimate.steps().get(i), path[i], flowing));
    }
    var between =
        new ArrayList<>(List.of("between steps", "", "", "", "", tenths(path[shares.length])));
    between.addAll(flowing ? List.of("") : List.of());
    between.addAll(List.of("", "", "", ""));
    grid.row(between);
    grid.row(total(flowing));
    text.append(grid);
  }

  private static String tenths(int tenths) {
    return String.format(Locale.ROOT, "%d.%d", tenths / 10, tenths % 10);
  }

  private static List<String> row(Estimate.OfStep step, int path, boolean flowing) {
    boolean never = step.times() == 0;
    var costs = step.costs();
    var row = new ArrayList<String>();
    row.add(step.path());
    row.add(step.who());
    row.add(String.format(Locale.ROOT, "%.2f", step.times()));
    row.add(never ? NONE : Written.time(step.latency().p50()));
    row.add(never ? NONE : Written.time(step.latency().p95()));
    row.add(tenths(path));
    if (flowing) {
      row.add(Written.count(step.inFlight().orElse(0)));
    }
    row.add(money(costs, Written.money(costs.low())));
    row.add(money(costs, Written.money(costs.likely())));
    row.add(high(costs));
    row.add(step.grounds().toString());
    return row;
  }

  private List<String> total(boolean flowing) {
    var costs = estimate.costs();
    var row = new ArrayList<String>();
    row.add("a run");
    row.add("");
    row.add("");
    row.add(Written.time(estimate.latency().p50()));
    row.add(Written.time(estimate.latency().p95()));
    row.add("100.0");
    if (flowing) {
      row.add(Written.count(estimate.made().inFlight().orElse(0)));
    }
    row.add(money(costs, Written.money(costs.low())));
    row.add(money(costs, Written.money(costs.likely())));
    row.add(high(costs));
    row.add("");
    return row;
  }

  private void volume() {
    if (estimate.volume().isEmpty()) {
      return;
    }
    var volume = estimate.volume().get();
    text.append('\n');
    line(
        String.format(Locale.ROOT, "%s is %s a second", volume, Written.count(volume.perSecond())));
    for (var per : List.of(Volume.Per.DAY, Volume.Per.MONTH)) {
      double items = volume.in(per);
      var costs = estimate.costs();
      line(
          String.format(
              Locale.ROOT,
              " a %s: %s (low %s, high %s)",
              per.name().toLowerCase(Locale.ROOT),
              money(costs, Written.money(estimate.likely(items))),
              money(costs, Written.money(times(costs.low().usd(), items))),
              costs
                  .high()
                  .map(high -> money(costs, Written.money(times(high.usd(), items))))
                  .orElse("no bound")));
    }
    estimate
        .made()
        .inFlight()
        .ifPresent(
            runs ->
                line(
                    String.format(
                        Locale.ROOT,
                        " at once: %s runs = %s a second × %s (Little)",
                        Written.count(runs),
                        Written.count(volume.perSecond()),
                        Written.time(estimate.latency().mean()))));
    for (var fixed : estimate.fixed()) {
      line(String.format(Locale.ROOT, " %s: %s", fixed.id(), fixed(fixed)));
    }
  }

  private static BigDecimal times(BigDecimal perThousand, double items) {
    return perThousand.multiply(BigDecimal.valueOf(items / 1000));
  }

  private static String fixed(Fixed fixed) {
    var once =
        fixed.oneOff().signum() == 0
            ? Optional.<String>empty()
            : Optional.of(Written.money(fixed.oneOff()) + " once");
    var monthly =
        fixed.perMonth().signum() == 0
            ? Optional.<String>empty()
            : Optional.of(Written.money(fixed.perMonth()) + " a month");
    return Stream.of(once, monthly).flatMap(Optional::stream).collect(Collectors.joining(" and "));
  }

  private void machines() {
    for (var one : estimate.machines()) {
      if (one.load().isEmpty()) {
        continue;
      }
      var load = one.load().get();
      line(
          String.format(
              Locale.ROOT,
              " pool %s: %s machine%s = %s s an item × items a second ÷ 0.7%s; %s",
              one.pool(),
              String.format(Locale.ROOT, "%,d", load.machines()),
              load.machines() == 1 ? "" : "s",
              Written.count(one.secondsPerItem()),
              one.tokensPerItem() == 0
                  ? ""
                  : String.format(
                      Locale.ROOT, "; %s tokens a second", Written.count(load.tokensPerSecond())),
              load.perMonth().map(usd -> Written.money(usd) + " a month").orElse("no price")));
    }
  }

  private void makeOrBuy() {
    for (var one : estimate.makeOrBuy()) {
      text.append('\n');
      line(
          String.format(
              Locale.ROOT,
              "make or buy: pool %s at %s a day against %s an item by the token",
              one.pool(),
              Written.money(one.perDay()),
              Written.money(one.perItem())));
      line(String.format(Locale.ROOT, " %s", from(one)));
    }
  }

  private static String from(Estimate.MakeOrBuy one) {
    var most = one.itemsPerDay();
    if (one.from().isEmpty()) {
      return String.format(
          Locale.ROOT,
          "never cheaper: a machine does %s items a day at most, which cost less by the token",
          Written.count(most.orElse(0)));
    }
    return String.format(
        Locale.ROOT,
        "cheaper from %s items a day = dollars a day ÷ dollars an item; %s",
        Written.count(one.from().getAsDouble()),
        capacity(most));
  }

  private static String capacity(OptionalDouble most) {
    return most.isPresent()
        ? "a machine does " + Written.count(most.getAsDouble()) + " a day at 70 %"
        : "how many tokens a second it writes is not known, so neither is whether one is enough";
  }

  private void swings() {
    if (estimate.swings().isEmpty()) {
      return;
    }
    text.append('\n').append("what dominates: one assumption at a time, from its p10 to its p90\n");
    var grid = new Grid(2, 1).row("assumption", "is", "cost/1k", "p95", "weight", "from");
    estimate.swings().stream().limit(SWINGS).forEach(swing -> grid.row(row(swing)));
    text.append(grid);
  }

  private static List<String> row(Estimate.Swing swing) {
    return List.of(
        swing.assumption(),
        swing.values(),
        Written.money(swing.cost().low()) + " … " + Written.money(swing.cost().high()),
        Written.time(swing.p95().low()) + " … " + Written.time(swing.p95().high()),
        Written.percent(swing.weight()),
        swing.grounds().toString());
  }
}
