package io.waybill.guards;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.ErrorKind;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class RedactionTest {
  private static final String TEXT =
      "Ann (ann@example.com, +353 91 555 123) paid with 4111 1111 1111 1111 from"
          + " IE29 AIBK 9311 5212 3456 78; copy to bob@example.com and ann@example.com";

  private final Redaction pair = Guards.redaction();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  @Test
  void theSameTextsBecomeTheSameTextsWithEveryPairAndInEveryRun() {
    for (var each : List.of(pair, Guards.redaction())) {
      for (var run : List.of("", "r1", "r2")) {
        assertEquals(
            "Ann ([email-1], [phone-1]) paid with [card-1] from [iban-1]; copy to [email-2] and"
                + " [email-1]",
            done(each.redact(), run, TEXT));
        assertEquals(
            "[email-3] and [email-2]",
            done(each.redact(), run, "cat@example.com and bob@example.com"));
      }
    }
  }

  @Test
  void whatAPairTakesOutItPutsBackWordForWord() {
    for (var text : List.of(TEXT, "ANN@example.com is ann@example.com", "nothing to do", "")) {
      var redacted = done(pair.redact(), "r1", text);
      assertEquals(List.of(), PrivateData.in(redacted), redacted);
      assertEquals(text, done(pair.restore(), "r1", redacted));
    }
  }

  @Test
  void aRetryMeetsTheSamePlaceholders() {
    var forged = "[email-1] is not ann@example.com";
    var once = done(pair.redact(), "r1", forged);
    assertEquals("[text-1] is not [email-1]", once);
    assertEquals(once, done(pair.redact(), "r1", forged));
  }

  @Test
  void aPlaceholderTypedByAStrangerComesBackAsItWasTyped() {
    done(pair.redact(), "r1", "ann@example.com");
    var forged = "[email-1], [text-1], [email-007], [[card-99999999999]] and [phone-0]";
    var redacted = done(pair.redact(), "r1", forged);
    assertEquals("[text-1], [text-2], [text-3], [[text-4]] and [text-5]", redacted);
    assertEquals(forged, done(pair.restore(), "r1", redacted));
  }

  @Test
  void aPlaceholderAroundPrivateDataGoesOutAsOne() {
    for (var text :
        List.of(
            "phone [phone-0915551234]",
            "[card-4111111111111111]",
            "[email-1]@example.com",
            "ann@example.com[email-1]bob@example.com",
            "[email-ann@example.com]",
            "[email-+353 91 555 123]")) {
      var redacted = done(pair.redact(), text, text);
      assertFalse(redacted.matches(".*(\\d{2}|ann).*"), redacted);
      assertEquals(text, done(pair.restore(), text, redacted));
    }
  }

  @Test
  void whatWasRedactedTwiceIsRestoredTwice() {
    var once = done(pair.redact(), "r1", TEXT);
    var twice = done(pair.redact(), "r1", once);
    assertTrue(twice.startsWith("Ann ([text-1], [text-2])"), twice);
    assertEquals(once, done(pair.restore(), "r1", twice));
    assertEquals(TEXT, done(pair.restore(), "r1", once));
  }

  @Test
  void anAnswerMayNameWhatItsRunHoldsAndNothingElse() {
    done(pair.redact(), "r1", TEXT);
    assertEquals("to bob@example.com", done(pair.restore(), "r1", "to [email-2]"));
    assertEquals(
        "cannot restore [email-3], [text-1]: it was taken out in another run or process, or more"
            + " than PT1H ago, or never",
        refused(pair, "r1", "to [email-3], [email-1] and [text-1]"));
  }

  @Test
  void runsAndPairsDoNotSeeEachOther() {
    var ann = done(pair.redact(), "r1", "ann@example.com");
    refused(pair, "r2", ann);
    refused(pair, "", ann);
    refused(Guards.redaction(), "r1", ann);
    assertEquals(ann, done(pair.redact(), "r2", "bob@example.com"));
    assertEquals("ann@example.com", done(pair.restore(), "r1", ann));
    assertEquals("bob@example.com", done(pair.restore(), "r2", ann));
  }

  @Test
  void valuesAreForgottenAWhileAfterTheirLastUse() {
    var timed = new Redaction(new Vault(9, Duration.ofMinutes(10), now::get));
    done(timed.redact(), "r1", "a@example.com and b@example.com");
    now.set(Instant.EPOCH.plusSeconds(599));
    assertEquals("a@example.com", done(timed.restore(), "r1", "[email-1]"));
    now.set(Instant.EPOCH.plusSeconds(600));
    refused(timed, "r1", "[email-2]");
    assertEquals("[email-1]", done(timed.redact(), "r1", "a@example.com"));
    now.set(Instant.EPOCH.plusSeconds(1200));
    refused(timed, "r1", "[email-1]");
    assertEquals("Redaction[0 kept]", timed.toString());
  }

  @Test
  void theNumberOfAForgottenValueIsNotGivenToAnother() {
    var timed = new Redaction(new Vault(9, Duration.ofMinutes(10), now::get));
    done(timed.redact(), "r1", "a@example.com");
    now.set(Instant.EPOCH.plusSeconds(600));
    assertEquals("[email-2]", done(timed.redact(), "r1", "b@example.com"));
    refused(timed, "r1", "[email-1]");
  }

  @Test
  void theValueThatNobodyUsedForLongestGoesWhenThereAreTooMany() {
    var small = new Redaction(new Vault(2, Duration.ofMinutes(10), now::get));
    done(small.redact(), "r1", "a@example.com");
    done(small.redact(), "r2", "b@example.com");
    done(small.restore(), "r1", "[email-1]");
    done(small.redact(), "r3", "c@example.com");
    refused(small, "r2", "[email-1]");
    assertEquals("a@example.com", done(small.restore(), "r1", "[email-1]"));
    assertEquals("c@example.com", done(small.restore(), "r3", "[email-1]"));
    assertEquals("Redaction[2 kept]", small.toString());
  }

  @Test
  void callsAtTheSameTimeGetOneNumberForOneValue() throws Exception {
    int threads = 8;
    var barrier = new CyclicBarrier(threads);
    var calls = new ArrayList<Callable<Map<String, String>>>();
    for (int i = 0; i < threads; i++) {
      int first = i;
      calls.add(
          () -> {
            var names = new HashMap<String, String>();
            barrier.await();
            for (int j = 0; j < 200; j++) {
              var value = "a" + (first * 25 + j) % 200 + "@example.com";
              names.put(value, done(pair.redact(), "r1", value));
              assertEquals(value, done(pair.restore(), "r1", names.get(value)));
            }
            return names;
          });
    }
    var pool = Executors.newFixedThreadPool(threads);
    try {
      var all = new HashSet<Map<String, String>>();
      for (var names : pool.invokeAll(calls)) {
        all.add(names.get());
      }
      assertEquals(1, all.size());
      assertEquals(200, new HashSet<>(all.iterator().next().values()).size());
      assertTrue(all.iterator().next().containsValue("[email-200]"));
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void aPairDescribesItselfWithoutWhatItKeeps() {
    done(pair.redact(), "r1", TEXT);
    assertEquals(Map.of("restorable", true), pair.redact().info().config());
    assertEquals("guard.restore", pair.restore().info().name());
    assertEquals("Redaction[5 kept]", pair.toString());
    assertFalse(pair.redact().toString().contains("ann"), pair.redact()::toString);
    assertFalse(pair.restore().toString().contains("ann"), pair.restore()::toString);
  }

  private static String refused(Redaction pair, String run, String text) {
    var error = assertThrows(WorkException.class, () -> done(pair.restore(), run, text));
    assertEquals(ErrorKind.INVALID, error.kind());
    return error.getMessage();
  }

  private static String done(Work<String, String> work, String run, String text) {
    return work.perform(text, new InRun(run)).block().value();
  }
}
