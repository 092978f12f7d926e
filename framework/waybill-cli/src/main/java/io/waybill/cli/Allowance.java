package io.waybill.cli;

import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.reports.Shown;
import io.waybill.run.Limits;
import io.waybill.work.Money;
import io.waybill.yaml.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * What each run may take: budgets, which only lower the plan's own, and limits, which hold whatever
 * a plan says.
 */
final class Allowance {
  private static final int NANO = 9;

  @Option(
      names = "--budget-cost",
      paramLabel = "USD",
      description =
          "What a run may cost at most, in dollars: 0.02. Lowers the plan's own budget. What has no"
              + " price is refused under one.")
  private Optional<String> budgetCost = Optional.empty();

  @Option(
      names = "--budget-time",
      paramLabel = "TIME",
      description = "What a run may take at most: 20s, 1m30s. Lowers the plan's own budget.")
  private Optional<String> budgetTime = Optional.empty();

  @Option(
      names = "--limit-spend",
      paramLabel = "USD",
      description = "What no run goes beyond, whatever its plan says; by default 100.")
  private Optional<String> limitSpend = Optional.empty();

  @Option(
      names = "--limit-time",
      paramLabel = "TIME",
      description = "How long no run goes on, whatever its plan says; by default 1h.")
  private Optional<String> limitTime = Optional.empty();

  Budget budget() {
    return new Budget(
        budgetTime.map(written -> time("--budget-time", written)),
        budgetCost.map(written -> dollars("--budget-cost", written)));
  }

  Limits limits() {
    var limits = Limits.DEFAULT;
    if (limitSpend.isPresent()) {
      limits = limits.withSpend(dollars("--limit-spend", limitSpend.get()));
    }
    return limitTime.isPresent() ? limits.withTime(time("--limit-time", limitTime.get())) : limits;
  }

  /** What was said in vain, since something else is lower. */
  List<String> notes(Plan<?> plan) {
    var notes = new ArrayList<String>();
    var asked = budget();
    var limits = limits();
    above(asked.cost(), plan.budget().cost())
        .ifPresent(own -> notes.add(inVain("--budget-cost", "the plan's own is " + own)));
    above(asked.time(), plan.budget().time())
        .ifPresent(
            own -> notes.add(inVain("--budget-time", "the plan's own is " + Durations.print(own))));
    var budget = asked.and(plan.budget());
    above(budget.cost(), Optional.of(limits.spend()))
        .ifPresent(limit -> notes.add(heldBy("cost", limit.toString(), "--limit-spend")));
    above(budget.time(), Optional.of(limits.time()))
        .ifPresent(limit -> notes.add(heldBy("time", Durations.print(limit), "--limit-time")));
    return notes;
  }

  private static <T extends Comparable<T>> Optional<T> above(Optional<T> one, Optional<T> other) {
    return other.filter(limit -> one.isPresent() && one.get().compareTo(limit) > 0);
  }

  private static String inVain(String option, String why) {
    return "%s changes nothing: %s, and an option only lowers it".formatted(option, why);
  }

  private static String heldBy(String what, String limit, String option) {
    return "the budget of %s is above the limit of %s, which holds: raise it with %s"
        .formatted(what, limit, option);
  }

  private static Duration time(String option, String written) {
    return Durations.parse(written)
        .filter(time -> !time.isZero())
        .orElseThrow(
            () ->
                Complaint.wrong(
                    "%s takes some time, written 500ms, 20s or 1m30s, found %s"
                        .formatted(option, Shown.brief(written, 40))));
  }

  private static Money dollars(String option, String written) {
    if (!written.matches("[0-9]{1,9}(\\.[0-9]{1,40})?")) {
      throw Complaint.wrong(
          "%s takes dollars, written 0.02 or 5, found %s"
              .formatted(option, Shown.brief(written, 40)));
    }
    var dollars = new BigDecimal(written).stripTrailingZeros();
    if (dollars.scale() > NANO) {
      throw Complaint.wrong(
          "%s takes nine decimals at most, found %s".formatted(option, Shown.brief(written, 40)));
    }
    return new Money(dollars.movePointRight(NANO).longValueExact());
  }
}
