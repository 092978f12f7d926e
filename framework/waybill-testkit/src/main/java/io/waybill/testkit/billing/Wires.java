package io.waybill.testkit.billing;

/** Which wire a request came over: its path tells. */
final class Wires {
  private static final Wire OPENAI = new OpenAiWire();

  private Wires() {}

  static Wire of(Received request) {
    return OPENAI;
  }
}
