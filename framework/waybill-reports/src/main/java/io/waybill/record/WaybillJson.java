package io.waybill.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.ledger.Waybill;

/**
 * A waybill as JSON. Every number is whole and exact (nanoseconds, nano-dollars), save rates,
 * confidences and scores. Sums stand beside what they are of: {@code cost}, {@code wasted}, {@code
 * charges}, {@code used}, {@code time}; of a posting its {@code charges} and the five {@code parts}
 * of its time. They are not read back but worked out anew. Two things do not come back: what a
 * failure was thrown by, and the types that a work takes and gives, since no class is named by
 * data.
 */
public final class WaybillJson {
  private WaybillJson() {}

  public static ObjectNode of(Waybill waybill) {
    return WaybillWriter.of(waybill);
  }

  /**
   * Reads a waybill.
   *
   * @throws Json.NotJson saying which field is not what it should be
   */
  public static Waybill read(JsonNode node) {
    return WaybillReader.read(node);
  }
}
