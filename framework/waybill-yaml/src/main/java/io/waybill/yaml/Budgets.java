package io.waybill.yaml;

import io.waybill.plan.Budget;
import io.waybill.work.Money;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Optional;

/** Budgets as files write them: {@code { time: 20s, cost: 0.02 }}, the cost in dollars, exact. */
final class Budgets {
  private static final int NANO = 9;
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE, NANO);

  private Budgets() {}

  /** That of a plan; none if it has none. */
  static Budget read(Keys plan) {
    var node = plan.node("budget");
    if (node.isEmpty()) {
      return Budget.NONE;
    }
    var keys = plan.inner("budget");
    if (keys.isEmpty()) {
      plan.problem(
          "budget",
          "is %s; write { time: 20s, cost: 0.02 }, or one of them".formatted(node.get().form()));
      return Budget.NONE;
    }
    var time = keys.get().lasting("time", "is no time: write 20s or 1m30s");
    var cost = keys.get().node("cost").flatMap(written -> cost(written, keys.get()));
    keys.get().refuseUnknown();
    if (keys.get().mapping().entries().isEmpty()) {
      plan.problem("budget", "says neither a time nor a cost");
    }
    return new Budget(time, cost);
  }

  private static Optional<Money> cost(Node written, Keys keys) {
    var number =
        written instanceof Node.Scalar scalar && scalar.plain()
            ? Plain.number(scalar.text()).map(Object::toString).map(BigDecimal::new)
            : Optional.<BigDecimal>empty();
    if (number.isEmpty() || number.get().signum() < 0) {
      keys.problem("cost", "is no sum of dollars: write one such as 0.02, without quotes");
      return Optional.empty();
    }
    var usd = number.get();
    if (usd.signum() > 0 && usd.stripTrailingZeros().scale() > NANO) {
      keys.problem("cost", "is finer than a nano-dollar: nine decimals are the most");
      return Optional.empty();
    }
    if (usd.compareTo(MOST) > 0) {
      keys.problem("cost", "is more than " + new Money(Long.MAX_VALUE));
      return Optional.empty();
    }
    return Optional.of(new Money(usd.movePointRight(NANO).longValueExact()));
  }

  static Node.Mapping write(Budget budget) {
    var keys = new LinkedHashMap<String, Node>();
    budget.time().ifPresent(time -> keys.put("time", Nodes.text(Durations.print(time))));
    budget
        .cost()
        .ifPresent(
            cost -> keys.put("cost", Nodes.plain(cost.usd().stripTrailingZeros().toPlainString())));
    return Nodes.mapping(keys);
  }
}
