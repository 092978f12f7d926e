package io.waybill.prices;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who bills, in the words of usages: a name that is known, or else the host of the URL. */
final class Billers {
  /** As the list calls them → as usages do. */
  private static final Map<String, String> KNOWN =
      Map.ofEntries(
          Map.entry("openai", "openai"),
          Map.entry("anthropic", "anthropic"),
          Map.entry("google", "gcp.gemini"),
          Map.entry("mistral", "mistral_ai"),
          Map.entry("groq", "groq"),
          Map.entry("cerebras", "cerebras"),
          Map.entry("together", "together"),
          Map.entry("fireworks", "fireworks"),
          Map.entry("openrouter", "openrouter"),
          Map.entry("aws", "aws.bedrock"),
          Map.entry("azure", "azure.ai.openai"));

  private static final Map<String, String> CALLED =
      Map.of("google", "gemini", "x-ai", "xai", "moonshotai", "moonshot");

  /** A host and nothing after it; one that goes on after a dot may end in anything. */
  private static final Pattern HOST =
      Pattern.compile("https://([a-z0-9-]+(?:\\\\\\.[a-z0-9-]+)+(?:\\\\\\.)?)(?:/|\\(/\\|\\$\\))?");

  private Billers() {}

  static Optional<String> of(String id, String urls) {
    if (KNOWN.containsKey(id)) {
      return Optional.ofNullable(KNOWN.get(id));
    }
    var host = HOST.matcher(urls);
    return host.matches()
        ? Optional.of(host.group(1).replace("\\", ""))
            .map(name -> name.endsWith(".") ? name + "*" : name)
        : Optional.empty();
  }

  /** With what ids begin. */
  static String called(String id) {
    return CALLED.getOrDefault(id, id);
  }
}
