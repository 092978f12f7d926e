package io.waybill.ledger;

import java.math.BigDecimal;

/**
 * What is paid however many runs there are: no run is charged for it, sums over many are.
 *
 * @param id {@code gpu-server}
 * @param oneOff dollars, once
 * @param perMonth dollars, every month
 * @param source where that is from
 */
public record Fixed(String id, BigDecimal oneOff, BigDecimal perMonth, String source) {
  public Fixed {
    if (id.isEmpty() || oneOff.signum() < 0 || perMonth.signum() < 0) {
      throw new IllegalArgumentException(
          "a fixed cost has a name and is not negative: '%s', %s, %s"
              .formatted(id, oneOff, perMonth));
    }
  }
}
