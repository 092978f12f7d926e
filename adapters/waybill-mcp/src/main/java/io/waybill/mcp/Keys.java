package io.waybill.mcp;

import io.waybill.work.ErrorKind;
import io.waybill.work.Secrets;
import java.util.Collection;
import java.util.Map;

/**
 * The secrets of one server: the environment that secrets are taken from: when they are needed, and
 * not before. They are kept nowhere.
 *
 * @param server whose they are
 * @param names of the variables they stand in; what these hold must not come back in a text
 */
record Keys(String server, Map<String, String> environment, Collection<String> names) {
  /** Shorter ones are words of a language too: hiding them would make a text unreadable. */
  private static final int SHORTEST = 4;

  /**
   * @throws Fault if it is not set
   */
  String value(String name) {
    var value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw Fault.before(
          ErrorKind.AUTH, "MCP server '%s': it needs a secret: set %s".formatted(server, name));
    }
    return value.strip();
  }

  /** What somebody else said, without secrets and on one line. */
  String scrubbed(String text) {
    var clean = text;
    for (var name : names) {
      var value = environment.getOrDefault(name, "").strip();
      clean = value.length() < SHORTEST ? clean : clean.replace(value, "***");
    }
    return Secrets.hidden(clean).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
  }

  /** {@link #scrubbed}, and no longer than that. */
  String scrubbed(String text, int most) {
    // cut afterwards: a half of a secret is not known as one
    var clean = scrubbed(text.length() > 64 * most ? text.substring(0, 64 * most) : text);
    return clean.length() <= most ? clean : clean.substring(0, most) + "…";
  }
}
