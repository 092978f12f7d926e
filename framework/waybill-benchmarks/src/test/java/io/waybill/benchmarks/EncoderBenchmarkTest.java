package io.waybill.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import io.waybill.local.Encoders;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class EncoderBenchmarkTest {
  @Test
  void theTextsHaveTheLengthsThatTheTableSays() {
    assertEquals(13, tokens(EncoderBenchmark.TOKENS_13));
    assertEquals(100, tokens(EncoderBenchmark.TOKENS_100));
  }

  private static int tokens(String text) {
    return Objects.requireNonNull(Encoders.minilm().encode(text).block()).tokens();
  }

  @Test
  void theProcessorListedTheBenchmarks() {
    assertNotNull(getClass().getResource("/META-INF/BenchmarkList"));
  }
}
