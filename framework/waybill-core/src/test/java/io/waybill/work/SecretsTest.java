package io.waybill.work;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class SecretsTest {
  @Test
  void whatLooksLikeAKeyIsHidden() {
    for (var key :
        List.of(
            "sk-proj-0123456789abcdef",
            "sk-none****6789",
            "gsk_0123456789abcdef",
            "AIzaSyD0123456789abcdef",
            "ghp_0123456789abcdef0123",
            "hf_0123456789abcdef0123",
            "xoxb-0123456789",
            "AKIA0123456789ABCDEF",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc")) {
      assertTrue(Secrets.in("no " + key + "."), key);
      assertEquals("Wrong key ***.", Secrets.hidden("Wrong key " + key + "."));
    }
  }

  @Test
  void whatAWordNamesIsHiddenAndTheWordStays() {
    assertEquals("Bearer ***", Secrets.hidden("Bearer 0123456789abcdef=="));
    assertEquals("\"password\": \"***\"", Secrets.hidden("\"password\": \"0123456789abcdef\""));
    assertEquals(
        "https://host/v1?key=***&alt=sse", Secrets.hidden("https://host/v1?key=abc&alt=sse"));
    assertEquals("https://***@host/", Secrets.hidden("https://me:mine@host/"));
  }

  @Test
  void whatIsNoSecretStays() {
    for (var text :
        List.of(
            "a risk-free task",
            "512 tokens read",
            "sha256:12665f8c253",
            "max_completion_tokens_exceeded_here",
            "the keyboard-interrupt-handler",
            "Unrecognized key: 'max_completion_tokens'",
            "a token internationalization",
            "desk-top")) {
      assertEquals(text, Secrets.hidden(text));
      assertFalse(Secrets.in(text));
    }
  }

  @Test
  void aLongTextOfNothingButBlanksIsReadInNoTime() {
    var blanks = "key " + " ".repeat(1_000_000) + "=";
    Assertions.assertTimeoutPreemptively(
        Duration.ofMinutes(1), () -> assertEquals(blanks, Secrets.hidden(blanks)));
  }
}
