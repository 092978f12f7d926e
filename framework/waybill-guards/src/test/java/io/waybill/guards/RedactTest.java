package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
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
    var pair = Guards.redaction();
    var restorable = done(pair.redact(), TEXT);
    assertEquals(restorable, done(pair.redact(), restorable));
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

  @Test
  void whatAPairTakesOutItPutsBackWordForWord() {
    var pair = Guards.redaction();
    var redacted = done(pair.redact(), TEXT);
    assertEquals(0, PrivateData.in(redacted).size(), redacted);
    assertFalse(redacted.contains("ann"), redacted);
    assertEquals(TEXT, done(pair.restore(), redacted));
    assertEquals("nothing to do", done(pair.restore(), "nothing to do"));
  }

  @Test
  void placeholdersStayTheSameForOnePairAndDifferForAnother() {
    var pair = Guards.redaction();
    var redacted = done(pair.redact(), TEXT);
    assertEquals(redacted, done(pair.redact(), TEXT));
    assertNotEquals(redacted, done(Guards.redaction().redact(), TEXT));
    assertTrue(done(pair.redact(), "a@b.org").matches("\\[email-[a-z]{16}\\]"));
  }

  @Test
  void onlyThePairThatTookItOutCanPutItBack() {
    var redacted = done(Guards.redaction().redact(), "to ann@example.com");
    var error =
        assertThrows(WorkException.class, () -> done(Guards.redaction().restore(), redacted));
    assertEquals(ErrorKind.INVALID, error.kind());
    assertTrue(error.getMessage().startsWith("cannot restore [email-"), error::getMessage);
  }

  @Test
  void aGuessedPlaceholderIsRefusedAndANumberedOneIsText() {
    var pair = Guards.redaction();
    done(pair.redact(), "ann@example.com");
    assertThrows(WorkException.class, () -> done(pair.restore(), "[email-bcdfghjklmnpqrst]"));
    assertEquals("[email-1]", done(pair.restore(), "[email-1]"));
  }

  @Test
  void whatWasPutBackIsNotReadAgain() {
    var pair = Guards.redaction();
    var inner = done(pair.redact(), "ann@example.com");
    assertEquals("[" + inner + "]", "[" + done(pair.redact(), inner) + "]");
    assertEquals("ann@example.comann@example.com", done(pair.restore(), inner + inner));
  }

  @Test
  void valuesAreForgottenAfterAWhileAndTheOldestWhenThereAreTooMany() {
    var now = new AtomicReference<>(Instant.EPOCH);
    InstantSource clock = now::get;
    var pair = new Redaction(new Vault(2, Duration.ofMinutes(10), clock));
    var first = done(pair.redact(), "a@example.com");
    now.set(Instant.EPOCH.plusSeconds(300));
    var second = done(pair.redact(), "b@example.com");
    assertEquals("a@example.com", done(pair.restore(), first));
    now.set(Instant.EPOCH.plusSeconds(600));
    assertThrows(WorkException.class, () -> done(pair.restore(), first));
    assertEquals("b@example.com", done(pair.restore(), second));
    assertEquals(first, done(pair.redact(), "a@example.com"));
    done(pair.redact(), "c@example.com");
    assertThrows(WorkException.class, () -> done(pair.restore(), second));
    assertEquals("a@example.com", done(pair.restore(), first));
    assertEquals("Redaction[2 kept]", pair.toString());
  }

  @Test
  void aPairDescribesItselfWithoutWhatItKeeps() {
    var pair = Guards.redaction();
    done(pair.redact(), TEXT);
    assertEquals(Map.of("restorable", true), pair.redact().info().config());
    assertEquals("guard.restore", pair.restore().info().name());
    assertFalse(pair.redact().toString().contains("ann"), pair.redact()::toString);
    assertFalse(pair.toString().contains("ann"), pair::toString);
  }

  private static String done(Work<String, String> work, String text) {
    return work.perform(text, CallContext.detached("redact")).block().value();
  }
}
