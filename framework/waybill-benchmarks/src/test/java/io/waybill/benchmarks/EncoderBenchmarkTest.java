package io.waybill.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.local.Encoders;
import org.junit.jupiter.api.Test;

class EncoderBenchmarkTest {
  @Test
  void theTextsHaveTheLengthsThatTheTableSays() {
    assertEquals(13, tokens(EncoderBenchmark.TOKENS_13));
    assertEquals(20, tokens(DecisionBenchmark.TOKENS_20));
    assertEquals(100, tokens(EncoderBenchmark.TOKENS_100));
  }

  private static int tokens(String text) {
    return Encoders.minilm().encode(text).block().tokens();
  }

  @Test
  void everyRoundIsComplete() {
    var round = new DecisionBenchmark().inFlight();
    assertEquals(256, round.size());
    assertTrue(round.stream().allMatch(outcome -> outcome.value().label().equals("billing")));
  }

  @Test
  void theProcessorListedTheBenchmarks() {
    assertNotNull(getClass().getResource("/META-INF/BenchmarkList"));
  }
}
