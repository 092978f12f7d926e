package io.waybill.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final HttpUrl URL = HttpUrl.get("https://models.example/v1?alt=sse");

  @Test
  void namesTellWhatIsSecret() {
    for (var name :
        List.of(
            "Authorization",
            "proxy-authorization",
            "x-api-key",
            "X-Goog-Api-Key",
            "api-key",
            "apiKey",
            "api_key",
            "key",
            "Ocp-Apim-Subscription-Key",
            "x-auth-token",
            "Helicone-Auth",
            "Cookie",
            "clientSecret",
            "X-Amz-Signature")) {
      assertTrue(Secrets.secret(name), name);
    }
    for (var name :
        List.of("content-type", "traceparent", "x-ratelimit-remaining-tokens", "keynote", "alt")) {
      assertFalse(Secrets.secret(name), name);
    }
  }

  @Test
  void everySpellingIsTakenOut() {
    var secrets = secrets("Bearer abc/def\"gh+ij\\kl");
    assertEquals(
        "***|***|***|***",
        secrets.scrub(
            "abc/def\"gh+ij\\kl|abc/def\\\"gh+ij\\\\kl|abc\\/def\\\"gh+ij\\\\kl|abc%2Fdef%22gh%2Bij%5Ckl"));
  }

  @Test
  void aWordInTheKeysPlaceIsTakenOutOfErrorsAsAWordAndLeftInData() {
    var secrets = secrets("Bearer none");
    assertEquals("***: nonessential", secrets.scrub("none: nonessential"));
    assertEquals("none of these", secrets.kept("none of these"));
  }

  @Test
  void anAddressIsShownWithoutThem() {
    assertEquals(
        "https://models.example/v1?alt=sse&key=***&flag",
        Secrets.shown(
            HttpUrl.get("https://me:abcdefghijkl@models.example/v1?alt=sse&key=abc&flag")));
    var secrets =
        Secrets.of(Map.of(), HttpUrl.get("https://me:abcdefghijkl@models.example/?key=mnopqrstuv"));
    assertEquals("*** ***", secrets.scrub("abcdefghijkl mnopqrstuv"));
  }

  @Test
  void itDoesNotTellThemWhenPrinted() {
    var failures = new Failures("POST x", URL, secrets("Bearer " + Requests.KEY));
    assertFalse(failures.toString().contains(Requests.KEY), failures.toString());
  }

  private static Secrets secrets(String authorization) {
    return Secrets.of(Map.of("authorization", List.of(authorization)), URL);
  }
}
