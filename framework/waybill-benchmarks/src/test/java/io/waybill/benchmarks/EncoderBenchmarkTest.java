package io.waybill.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import org.junit.jupiter.api.Test;

class EncoderBenchmarkTest {
  private final EncoderBenchmark benchmark = new EncoderBenchmark();

  @Test
  void theTextsHaveTheLengthsThatTheTableSays() {
    assertEquals(13, benchmark.encode(EncoderBenchmark.TOKENS_13).tokens());
    assertEquals(100, benchmark.encode(EncoderBenchmark.TOKENS_100).tokens());
  }

  @Test
  void everyRoundIsComplete() {
    assertEquals(256, benchmark.thirtyTwoInFlight().size());
  }

  @Test
  void theProcessorListedTheBenchmarks() {
    assertNotNull(getClass().getResource("/META-INF/BenchmarkList"));
  }
}
