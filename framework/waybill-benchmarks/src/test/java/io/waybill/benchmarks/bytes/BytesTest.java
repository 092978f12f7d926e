package io.waybill.benchmarks.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.waybill.benchmarks.peers.Guarded;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main workloads allocate what they did when that was last recorded, within a tenth. */
class BytesTest {
  private static final int JDK = Runtime.version().feature();

  private Recorded recorded;

  @BeforeEach
  void figuresOfThisJdkAreRecorded() throws Exception {
    recorded = Recorded.in(Path.of(BytesTest.class.getResource("recorded.properties").toURI()));
    assumeTrue(
        recorded.knows(JDK),
        "no bytes are recorded for JDK "
            + JDK
            + ", so none are compared. Record them: "
            + Recorded.COMMAND);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LEAKING_STEP")
  void theMainWorkloadsAllocateWhatIsRecorded(Guarded workload)
      throws IOException, InterruptedException {
    double bytes = Forked.bytes(workload);
    recorded.problem(JDK, workload, bytes).ifPresent(Assertions::fail);
  }

  @Test
  void sixtyFourBytesMoreAreNoticed() throws IOException, InterruptedException {
    double bytes = Forked.bytes(Guarded.STEP);
    double more = Forked.bytes(Guarded.LEAKING_STEP);
    assertEquals(64, more - bytes, 8, "of a step with an array of 48 bytes and a header of 16");
    var problem = recorded.problem(JDK, Guarded.STEP, more);
    assertTrue(problem.isPresent(), "%.0f bytes passed for %.0f".formatted(more, bytes));
  }
}
