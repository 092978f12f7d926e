package io.waybill.examples.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/** The shop's books: finds the order that a ticket names, and says how it stands. */
final class Orders {
  private static final Pattern NUMBER =
      Pattern.compile("\\bBK[- ]?(\\d{5})\\b", Pattern.CASE_INSENSITIVE);
  private static final Map<String, Order> BOOK = read();

  private Orders() {}

  /**
   * Finds the one order that a text names; a text that names none, several, or one that is not in
   * the books is invalid.
   */
  static Work<String, Order> lookup() {
    var info =
        WorkInfo.named("order")
            .model("orders.json")
            .types(String.class, Order.class)
            .effects(WorkInfo.Effects.PURE);
    return Work.described(info.build(), (ticket, call) -> Mono.just(Outcome.of(find(ticket))));
  }

  /** Says in one or two sentences how an order stands. */
  static Work<Order, String> status() {
    var info =
        WorkInfo.named("order_status")
            .model("instant")
            .types(Order.class, String.class)
            .effects(WorkInfo.Effects.PURE);
    return Work.described(info.build(), (order, call) -> Mono.just(Outcome.of(told(order))));
  }

  static Order find(String ticket) {
    var numbers =
        NUMBER.matcher(ticket).results().map(found -> "BK-" + found.group(1)).distinct().toList();
    if (numbers.size() != 1) {
      throw invalid(
          numbers.isEmpty()
              ? "the ticket names no order"
              : "the ticket names several orders: " + numbers);
    }
    var order = BOOK.get(numbers.get(0));
    if (order == null) {
      throw invalid("there is no order " + numbers.get(0));
    }
    return order;
  }

  static WorkException invalid(String message) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, message);
  }

  private static String told(Order order) {
    var said =
        switch (order.status()) {
          case "placed" ->
              "has been placed on %s and waits to be packed.".formatted(order.placed());
          case "packed" -> "is packed and waits for the carrier.";
          case "shipped" ->
              "is on its way with %s, tracking number %s."
                  .formatted(order.carrier(), order.tracking());
          case "delivered" ->
              "was delivered by %s on %s.".formatted(order.carrier(), order.delivered());
          default -> "is %s.".formatted(order.status().toLowerCase(Locale.ROOT));
        };
    return "Your order " + order.number() + " " + said;
  }

  private static Map<String, Order> read() {
    try (var file = Objects.requireNonNull(Orders.class.getResourceAsStream("orders.json"))) {
      var book = new HashMap<String, Order>();
      new JsonMapper()
          .readTree(file)
          .properties()
          .forEach(entry -> book.put(entry.getKey(), order(entry.getKey(), entry.getValue())));
      return Map.copyOf(book);
    } catch (IOException e) {
      throw new UncheckedIOException("the bundled orders.json cannot be read", e);
    }
  }

  private static Order order(String number, JsonNode json) {
    var items = new ArrayList<Order.Item>();
    json.get("items")
        .forEach(
            item ->
                items.add(
                    new Order.Item(
                        item.get("name").asText(),
                        new BigDecimal(item.get("price").asText()),
                        item.get("quantity").asInt(),
                        item.get("opened").asBoolean())));
    return new Order(
        number,
        json.get("status").asText(),
        LocalDate.parse(json.get("placed").asText()),
        json.get("delivered").isNull() ? null : LocalDate.parse(json.get("delivered").asText()),
        json.get("carrier").asText("no carrier"),
        json.get("tracking").asText("none yet"),
        items,
        new BigDecimal(json.get("shipping").asText()));
  }
}
