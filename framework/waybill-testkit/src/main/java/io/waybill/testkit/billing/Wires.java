package io.waybill.testkit.billing;

/**
 * Which wire a request came over: its path tells, and where OpenAI and Anthropic share one, the
 * header that only Anthropic wants. Mistral's paths are OpenAI's, so it has a prefix here.
 */
final class Wires {
  static final String MISTRAL_PREFIX = "/mistral";

  private static final Wire OPENAI = new OpenAiWire("openai", "/v1");
  private static final Wire MISTRAL =
      new MistralWire(new OpenAiWire("mistral", MISTRAL_PREFIX + "/v1"));
  private static final Wire OLLAMA = new OllamaWire();
  private static final Wire ANTHROPIC = new AnthropicWire();
  private static final Wire GEMINI = new GeminiWire();

  private Wires() {}

  static Wire of(Received request) {
    var path = request.path();
    if (path.startsWith(MISTRAL_PREFIX + "/")) {
      return MISTRAL;
    }
    if (path.startsWith("/api/")) {
      return OLLAMA;
    }
    if (path.startsWith("/v1beta/")) {
      return GEMINI;
    }
    var anthropic =
        path.startsWith("/v1/messages") || request.headers().containsKey("anthropic-version");
    return anthropic ? ANTHROPIC : OPENAI;
  }
}
