package io.waybill.models;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a model is to answer; what is absent is as its provider has it.
 *
 * @param system what it is told before every prompt; empty if nothing
 */
record Dials(
    Optional<Double> temperature,
    Optional<Double> topP,
    Optional<Integer> maxTokens,
    Optional<Integer> seed,
    String system) {
  static final Dials NONE =
      new Dials(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), "");

  /** As a workflow file says it. */
  Map<String, Object> config() {
    var config = new TreeMap<String, Object>();
    temperature.ifPresent(set -> config.put("temperature", set));
    topP.ifPresent(set -> config.put("top_p", set));
    maxTokens.ifPresent(set -> config.put("max_tokens", set));
    seed.ifPresent(set -> config.put("seed", set));
    if (!system.isEmpty()) {
      config.put("system", system);
    }
    return config;
  }
}
