package io.waybill.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.record.Json;
import java.util.List;

/**
 * Whether everything that is a sum on the record of a run is the sum of what it is of. All of it is
 * worked out anew, to the nano-dollar and the nanosecond.
 *
 * @param run its id
 * @param digest of the price book that it was priced by
 * @param checks all that was compared
 */
public record Audit(String run, String digest, List<Check> checks) {

  /**
   * A sum that was looked at, or many of a kind.
   *
   * @param what {@code money: the header is the ledger}
   * @param compared how many pairs of figures
   * @param differences those that are not the same
   */
  public record Check(String what, int compared, List<Difference> differences) {
    public Check {
      differences = List.copyOf(differences);
    }
  }

  /**
   * Two figures that should be one.
   *
   * @param where on the record
   * @param one {@code written 1000 nano-dollars}
   * @param other {@code the ledger adds up to 1001 nano-dollars}
   */
  public record Difference(String where, String one, String other) {
    @Override
    public String toString() {
      return "%s: %s, %s".formatted(where, one, other);
    }
  }

  public Audit {
    checks = List.copyOf(checks);
  }

  /**
   * Adds up a run's record.
   *
   * @param waybill as {@link io.waybill.record.WaybillJson} writes it; sums that it does not have
   *     are not compared
   * @throws Json.NotJson if it is none, saying which field is not what it should be
   */
  public static Audit of(JsonNode waybill) {
    return new Auditing(waybill).audit();
  }

  /** Whether no two figures differ. */
  public boolean addsUp() {
    return checks.stream().allMatch(check -> check.differences().isEmpty());
  }

  /** How many pairs of figures were compared. */
  public int compared() {
    return checks.stream().mapToInt(Check::compared).sum();
  }

  /** All that differs. */
  public List<Difference> differences() {
    return checks.stream().flatMap(check -> check.differences().stream()).toList();
  }
}
