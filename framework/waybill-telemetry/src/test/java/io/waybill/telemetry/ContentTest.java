package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContentTest {
  @Test
  void whatLooksLikeAKeyIsHidden() {
    for (var key :
        List.of(
            "sk-proj-abcdefgh12345678",
            "AIzaSyA1234567890abcdefghij",
            "ghp_0123456789abcdefghijABCD",
            "xoxb-1234567890-abcdef",
            "AKIAIOSFODNN7EXAMPLE",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl",
            "Bearer dGhpcyBpcyBub3QgYSB0b2tlbg==",
            "api_key: 0123456789abcdef0123456789abcdef",
            "\"password\": \"correct-horse-battery-staple\"",
            "token=9f86d081884c7d659a2feaa0c55ad015a3bf4f1b")) {
      var told = Content.told("it is " + key + ", keep it");
      assertTrue(told.contains("***"), told);
      assertTrue(told.startsWith("it is ") && told.endsWith(", keep it"), told);
      assertFalse(told.contains(key), told);
    }
    var plain = "The token was sent to the key account on Monday; the password is reset.";
    assertEquals(plain, Content.told(plain));
  }

  @Test
  void aLongAnswerIsCutAndAKeyAtTheCutIsStillAKey() {
    var told = Content.told("x".repeat(4090) + " sk-" + "a".repeat(4000));
    assertTrue(told.length() <= Content.MOST_CHARACTERS);
    assertEquals(Content.MOST_CHARACTERS, Content.told("x".repeat(9000)).length());
    assertFalse(told.contains("sk-"));
    assertTrue(told.endsWith("…"));
    var surrogates = Content.told("x".repeat(4094) + "😀😀");
    assertFalse(Character.isHighSurrogate(surrogates.charAt(surrogates.length() - 2)));
  }

  @Test
  void onlyWhatCannotBePrivateIsTold() {
    assertTrue(told(Location.EXTERNAL, Privacy.AS_INPUT));
    assertTrue(told(Location.LOCAL, Privacy.CLEARED));
    assertFalse(told(Location.LOCAL, Privacy.AS_INPUT));
    assertFalse(told(Location.EXTERNAL, Privacy.PRIVATE));
  }

  private static boolean told(Location location, Privacy privacy) {
    var work = WorkInfo.named("chat").location(location).privacy(privacy).build();
    return Content.of(work, Outcome.of("yes", Usage.NONE, Outcome.Kind.GENERATED)).isPresent();
  }
}
