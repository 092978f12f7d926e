package io.waybill.examples.support;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An order as the shop's books have it; amounts in euros, {@code delivered} null until it is. */
record Order(
    String number,
    String status,
    LocalDate placed,
    @Nullable LocalDate delivered,
    String carrier,
    String tracking,
    List<Item> items,
    BigDecimal shipping) {

  /** One line of an order; the price is for one piece. */
  record Item(String name, BigDecimal price, int quantity, boolean opened) {
    BigDecimal total() {
      return price.multiply(BigDecimal.valueOf(quantity));
    }
  }

  Order {
    items = List.copyOf(items);
  }

  BigDecimal total() {
    return items.stream().map(Item::total).reduce(shipping, BigDecimal::add);
  }
}
