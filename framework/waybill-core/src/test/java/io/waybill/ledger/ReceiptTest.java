package io.waybill.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReceiptTest {
  @Test
  void theReceiptOfTheDesignPageIsReproducedDigitByDigit() {
    assertEquals(
        """
        """,
        TheRunOfThePage.waybill().toString());
  }
}
