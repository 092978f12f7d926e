package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.waybill.work.CallContext;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import org.junit.jupiter.api.Test;

class RedactTest {
  private static final String TEXT =
      "Ann (ann@example.com, +353 91 555 123) paid with 4111 1111 1111 1111 from"
          + " IE29 AIBK 9311 5212 3456 78; copy to bob@example.com and ANN@example.com";

  @Test
  void eachValueHasItsOwnNumberHoweverItIsWritten() {
    assertEquals(
        "Ann ([email-1], [phone-1]) paid with [card-1] from [iban-1]; copy to [email-2] and"
            + " [email-1]",
        done(Guards.redact(), TEXT));
    assertEquals(
        "[phone-1] is [phone-1]", done(Guards.redact(), "+353 91 555 123 is +353-91-555123"));
  }

  @Test
  void aTextWithoutPrivateDataStaysAsItIs() {
    for (var text : new String[] {"", "BK-20331 is late 😀", "Straße 12, [email]"}) {
      assertEquals(text, done(Guards.redact(), text));
    }
  }

  @Test
  void redactingTwiceIsRedactingOnce() {
    var once = done(Guards.redact(), TEXT);
    assertEquals(once, done(Guards.redact(), once));
  }

  @Test
  void aNewValueNeverGetsANumberThatTheTextAlreadyUses() {
    assertEquals(
        "[email-7] and [email-8] and [phone-1]",
        done(Guards.redact(), "[email-7] and bob@example.com and +353 91 555 123"));
  }

  @Test
  void theInfoSaysThatPrivateDataIsOut() {
    var info = Guards.redact().info();
    assertEquals("guard.redact", info.name());
    assertEquals(WorkInfo.Privacy.CLEARED, info.safety().privacy());
    assertEquals(WorkInfo.Effects.PURE, info.safety().effects());
    assertEquals(String.class, info.output());
    assertEquals(info, Guards.redact().info());
    assertNotEquals(info, Guards.redaction().redact().info());
    assertEquals(WorkInfo.Privacy.CLEARED, Guards.redaction().redact().info().safety().privacy());
  }

  private static String done(Work<String, String> work, String text) {
    return work.perform(text, CallContext.detached("redact")).block().value();
  }
}
