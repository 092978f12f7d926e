package io.waybill.http;

/** Answers as providers give them. */
final class Wire {
  static final String CHAT =
      "{\"id\":\"c1\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
          + "\"content\":\"Hello.\"},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2,\"total_tokens\":5}}";

  static final String STREAM =
      delta("Hel")
          + delta("lo.")
          + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
          + "data: [DONE]\n\n";

  private Wire() {}

  static String delta(String text) {
    return "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"%s\"}}]}\n\n".formatted(text);
  }

  static String chat() {
    return Server.ok("application/json", CHAT);
  }

  static String stream() {
    return Server.ok("text/event-stream", STREAM);
  }
}
