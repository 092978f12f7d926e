package io.waybill.examples.support;

import io.waybill.examples.support.Order.Item;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** What the shop pays back, by the rules of its handbook; no model has a say in it. */
final class Refunds {
  /** The shop's clock stands still, so that the example always says the same. */
  static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

  private static final int DAYS = 30;
  private static final BigDecimal LEFT_WHEN_OPENED = new BigDecimal("0.85");

  private Refunds() {}

  /** Offers what an order brings back if the whole of it is returned today. */
  static Work<Order, String> offer() {
    var info =
        WorkInfo.named("refund")
            .model("instant")
            .config(
                Map.of(
                    "today", TODAY.toString(), "days", DAYS, "left_when_opened", LEFT_WHEN_OPENED))
            .types(Order.class, String.class)
            .effects(WorkInfo.Effects.PURE);
    return Work.described(info.build(), (order, call) -> Mono.just(Outcome.of(offered(order))));
  }

  private static String offered(Order order) {
    if (order.status().equals("shipped")) {
      throw Orders.invalid(
          "order "
              + order.number()
              + " is on its way: a person decides whether it can be called back");
    }
    var amount = amount(order);
    if (amount.signum() == 0) {
      return "Order %s was delivered on %s, more than %d days ago, so there is no refund unless the warranty covers a defect."
          .formatted(order.number(), order.delivered(), DAYS);
    }
    var lines =
        order.items().stream()
            .map(item -> item.name() + (item.opened() ? " (opened, minus 15 %)" : ""))
            .collect(Collectors.joining(", "));
    return "For order %s you get back %s EUR: %s, and shipping %s EUR. A colleague confirms it before it is paid."
        .formatted(order.number(), amount, lines, order.shipping());
  }

  /**
   * In euros: all of it before dispatch; afterwards opened lines lose 15 %, rounded half up, and
   * day 31 brings nothing.
   */
  static BigDecimal amount(Order order) {
    return switch (order.status()) {
      case "placed", "packed", "cancelled" -> order.total();
      case "returned" -> returned(order);
      default -> {
        var age = ChronoUnit.DAYS.between(Objects.requireNonNull(order.delivered()), TODAY);
        yield age > DAYS ? BigDecimal.ZERO : returned(order);
      }
    };
  }

  private static BigDecimal returned(Order order) {
    return order.items().stream().map(Refunds::line).reduce(order.shipping(), BigDecimal::add);
  }

  private static BigDecimal line(Item item) {
    return item.opened()
        ? item.total().multiply(LEFT_WHEN_OPENED).setScale(2, RoundingMode.HALF_UP)
        : item.total();
  }
}
