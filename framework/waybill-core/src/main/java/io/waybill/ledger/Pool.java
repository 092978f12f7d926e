package io.waybill.ledger;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A machine of our own, which costs its time whether it is used or not.
 *
 * @param name {@code gpu0}: as the work that runs on it names it
 * @param perHour dollars
 * @param watts what it draws; unknown if nobody said
 * @param slots how many calls it serves at once without being slower: each of so many pays its part
 *     of the machine, and more than so many share it. 1 for a machine that the calls on it share
 * @param source where its price is from
 * @param checked when somebody last looked
 */
public record Pool(
    String name,
    BigDecimal perHour,
    Optional<BigDecimal> watts,
    int slots,
    String source,
    Optional<LocalDate> checked) {
  public Pool {
    if (name.isEmpty() || perHour.signum() < 0 || slots < 1) {
      throw new IllegalArgumentException(
          "a pool has a name, dollars an hour and at least one slot: '%s', %s, %d"
              .formatted(name, perHour, slots));
    }
  }

  /** A machine that all calls on it share. */
  public static Pool of(String name, String perHour) {
    return new Pool(name, new BigDecimal(perHour), Optional.empty(), 1, "", Optional.empty());
  }

  /** The same, serving so many at once without being slower. */
  public Pool serving(int slots) {
    return new Pool(name, perHour, watts, slots, source, checked);
  }
}
