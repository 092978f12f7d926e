package io.waybill.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.work.WorkException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefundsTest {
  @ParameterizedTest
  @CsvSource({
    "BK-20355, 68.61",
    "BK-20356, 0",
    "BK-20340, 0",
    "BK-20118, 0",
    "BK-20397, 41.37",
    "BK-20378, 39.93",
    "BK-20440, 101.15",
    "BK-20371, 119.00",
    "BK-20409, 62.90",
    "BK-20415, 71.50",
    "BK-20390, 107.80",
    "BK-20428, 119.00",
    "BK-20433, 51.94"
  })
  void theHandbooksRulesGiveTheAmount(String order, BigDecimal amount) {
    assertEquals(
        0,
        amount.compareTo(Refunds.amount(Orders.find("money back for " + order + " please"))),
        order);
  }

  @Test
  void anOrderIsFoundHoweverItsNumberIsWritten() {
    assertEquals("BK-20446", Orders.find("where is bk 20446?").number());
    assertEquals("BK-20446", Orders.find("BK-20446 (yes, BK20446)").number());
  }

  @Test
  void aTicketThatNamesNoOrderOrSeveralOrAnUnknownOneSaysSo() {
    assertEquals(
        "the ticket names no order",
        assertThrows(WorkException.class, () -> Orders.find("where is it?")).getMessage());
    assertEquals(
        "there is no order BK-19004",
        assertThrows(WorkException.class, () -> Orders.find("BK-19004")).getMessage());
    assertThrows(WorkException.class, () -> Orders.find("BK-20446 and BK-20390"));
  }
}
