package io.waybill.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/**
 * What a request carries that nobody may read: keys, tokens, passwords. Known by the names of the
 * headers and of the parameters they stand in, taken out of everything that is shown or kept.
 */
final class Secrets {
  /** What stands in their place. */
  static final String MASK = "***";

  /** Keys are longer. What is shorter stands for a key where none is needed, and may be a word. */
  private static final int SHORTEST_KEY = 8;

  private static final Set<String> NAMES =
      Set.of(
          "authorization",
          "auth",
          "key",
          "apikey",
          "token",
          "secret",
          "password",
          "credential",
          "credentials",
          "signature",
          "sig",
          "cookie");

  private static final Pattern WORDS = Pattern.compile("[^\\p{Alnum}]+|(?<=[a-z])(?=[A-Z])");

  private final List<String> keys;
  private final List<Pattern> words;

  private Secrets(Set<String> values) {
    var longestFirst =
        values.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    keys = longestFirst.stream().filter(value -> value.length() >= SHORTEST_KEY).toList();
    words =
        longestFirst.stream()
            .filter(value -> value.length() < SHORTEST_KEY)
            .map(Secrets::asWord)
            .toList();
  }

  static Secrets of(Map<String, List<String>> headers, HttpUrl url) {
    var values = new TreeSet<String>();
    headers.forEach(
        (name, each) -> {
          if (secret(name)) {
            each.forEach(value -> values.addAll(spellings(bare(value))));
          }
        });
    for (int i = 0; i < url.querySize(); i++) {
      var value = url.queryParameterValue(i);
      if (value != null && secret(url.queryParameterName(i))) {
        values.addAll(spellings(value));
      }
    }
    values.addAll(spellings(url.password()));
    values.remove("");
    return new Secrets(values);
  }

  /** Whether what goes by this name is for nobody's eyes: {@code x-api-key}, {@code apiKey}. */
  static boolean secret(String name) {
    return WORDS
        .splitAsStream(name)
        .map(word -> word.toLowerCase(Locale.ROOT))
        .anyMatch(NAMES::contains);
  }

  /** An address as it may be shown. */
  static String shown(HttpUrl url) {
    var shown = url.newBuilder().username("").password("").query(null);
    for (int i = 0; i < url.querySize(); i++) {
      var name = url.queryParameterName(i);
      shown.addQueryParameter(name, secret(name) ? MASK : url.queryParameterValue(i));
    }
    return shown.build().toString();
  }

  /** A text for people without any of them. */
  String scrub(String text) {
    var scrubbed = kept(text);
    for (var word : words) {
      scrubbed = word.matcher(scrubbed).replaceAll(MASK);
    }
    return scrubbed;
  }

  /**
   * Data without keys. What is too short to be one stays: it stands for a key where none is needed,
   * and the data may well have it as a word.
   */
  String kept(String data) {
    var scrubbed = data;
    for (var key : keys) {
      scrubbed = scrubbed.replace(key, MASK);
    }
    return scrubbed;
  }

  /** {@code Bearer sk-…} → {@code sk-…}. */
  private static String bare(String value) {
    return value.strip().replaceFirst("^(?i)(bearer|basic|token|key)\\s+", "");
  }

  /** As it is, as JSON spells it, as an address does. */
  private static List<String> spellings(String value) {
    var json = value.replace("\\", "\\\\").replace("\"", "\\\"");
    return Stream.of(
            value, json, json.replace("/", "\\/"), URLEncoder.encode(value, StandardCharsets.UTF_8))
        .toList();
  }

  private static Pattern asWord(String value) {
    return Pattern.compile("(?<![\\p{Alnum}])" + Pattern.quote(value) + "(?![\\p{Alnum}])");
  }
}
