package io.waybill.models;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an engine listens: a URL without anything secret in it.
 *
 * @param url {@code http://127.0.0.1:8080/v1}, no slash at its end
 */
record Place(URI url) {
  /**
   * Only addresses that say so themselves: asking a name server would let it decide what is in
   * house.
   */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");

  /**
   * Reads a URL.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Place of(String written) {
    try {
      var url = new URI(written.replaceAll("/+$", ""));
      var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
      if (written.contains("@")) {
        throw new IllegalArgumentException(
            "holds a user or a password; a key stands in the environment, and key_env names it");
      }
      if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null) {
        throw wrong("write http:// or https://, a host, and the path of its API", written);
      }
      if (url.getRawQuery() != null || url.getRawFragment() != null) {
        throw wrong("it ends with its path", written);
      }
      return new Place(url);
    } catch (URISyntaxException e) {
      throw wrong(
          "write one such as http://127.0.0.1:8080/v1", written.replaceAll("//.*@", "//***@"));
    }
  }

  /** As Ollama reads it: {@code 192.168.1.5}, {@code :11500}, {@code https://gpu.example}. */
  static Place ofOllama(String written) {
    var whole = written.contains("://");
    var url = whole ? written : "http://" + (written.startsWith(":") ? "127.0.0.1" : "") + written;
    var place = of(url.replaceFirst("//0\\.0\\.0\\.0(?=[:/]|$)", "//127.0.0.1"));
    return whole || place.url.getPort() >= 0 ? place : new Place(place.withPort(11434));
  }

  private URI withPort(int port) {
    return URI.create("http://" + url.getHost() + ":" + port + url.getRawPath());
  }

  private static IllegalArgumentException wrong(String why, String written) {
    return new IllegalArgumentException(
        "is no URL of an engine: %s, not '%s'".formatted(why, written));
  }

  boolean loopback() {
    return LOOPBACK.matcher(host()).matches();
  }

  /** Whether both are the same service: what may be told to one may be told to the other. */
  boolean sameOrigin(Place other) {
    return url.getScheme().equalsIgnoreCase(other.url.getScheme())
        && authority().equals(other.authority());
  }

  /** {@code api.groq.com}. */
  String host() {
    return url.getHost().toLowerCase(Locale.ROOT);
  }

  /** {@code 127.0.0.1:8080}. */
  String authority() {
    return url.getPort() < 0 ? host() : host() + ":" + url.getPort();
  }

  /** Something below it. */
  URI at(String path) {
    return URI.create(url + "/" + path);
  }

  /** A name as a part of a path: slashes stay. */
  static String escaped(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/");
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
