package io.waybill.guards;

import io.waybill.guards.PrivateData.Finding;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What was taken out of texts, by placeholder; in memory only, for a while, and no more than so
 * many. A placeholder is a keyed hash of its value, and the key is made with the vault and never
 * leaves it: nobody can tell a value from its placeholder, nor a placeholder from a value.
 */
final class Vault {
  /** Consonants, so that no placeholder is a word or holds a number. */
  static final String LETTERS = "bcdfghjklmnpqrst";

  static final int LENGTH = 16;
  private static final String ALGORITHM = "HmacSHA256";

  private final byte[] key = new byte[32];
  private final int most;
  private final Duration kept;
  private final InstantSource clock;
  private final LinkedHashMap<String, Held> held = new LinkedHashMap<>();

  private record Held(String value, Instant until) {}

  Vault(int most, Duration kept, InstantSource clock) {
    this.most = most;
    this.kept = kept;
    this.clock = clock;
    new SecureRandom().nextBytes(key);
  }

  Duration kept() {
    return kept;
  }

  /** Keeps a value, from now on for as long as values are kept, and gives its placeholder. */
  String keep(Finding finding, String value) {
    var placeholder = "[" + finding.kind().id() + "-" + letters(value) + "]";
    var now = clock.instant();
    synchronized (held) {
      held.remove(placeholder);
      held.put(placeholder, new Held(value, now.plus(kept)));
      forget(now);
    }
    return placeholder;
  }

  Optional<String> value(String placeholder) {
    synchronized (held) {
      forget(clock.instant());
      return Optional.ofNullable(held.get(placeholder)).map(Held::value);
    }
  }

  int size() {
    synchronized (held) {
      forget(clock.instant());
      return held.size();
    }
  }

  /** The first are the oldest. */
  private void forget(Instant now) {
    for (var all = held.values().iterator(); all.hasNext(); ) {
      boolean expired = !all.next().until().isAfter(now);
      if (!expired && held.size() <= most) {
        return;
      }
      all.remove();
    }
  }

  private String letters(String value) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      var hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
      var letters = new StringBuilder();
      for (int i = 0; i < LENGTH / 2; i++) {
        letters.append(LETTERS.charAt((hash[i] >> 4) & 15)).append(LETTERS.charAt(hash[i] & 15));
      }
      return letters.toString();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
