package io.waybill.benchmarks.bytes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.benchmarks.peers.Guarded;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedTest {
  private final Recorded recorded = new Recorded(Map.of("17.step", 200L));

  @TempDir Path folder;

  @Test
  void aTenthMoreOrLessIsTheSame() {
    assertEquals(Optional.empty(), recorded.problem(17, Guarded.STEP, 219.9));
    assertEquals(Optional.empty(), recorded.problem(17, Guarded.STEP, 180.1));
  }

  @Test
  void moreIsSaidWithBothFiguresAndWhatToDo() {
    assertEquals(
        Optional.of(
            "STEP allocates 230 bytes; 200 were recorded for JDK 17: +15 %. Find out why, or record it: "
                + Recorded.COMMAND),
        recorded.problem(17, Guarded.STEP, 230));
  }

  @Test
  void lessIsToBeRecordedSoThatItStays() {
    assertTrue(recorded.problem(17, Guarded.STEP, 150).orElseThrow().contains("Well done"));
  }

  @Test
  void aWorkloadThatIsNotRecordedIsAProblemOfItsOwn() {
    assertTrue(recorded.problem(17, Guarded.RUN, 1).orElseThrow().contains("none are recorded"));
  }

  @Test
  void recordingOneJdkLeavesTheOthers() throws IOException {
    var file = folder.resolve("recorded.properties");
    recorded.with(25, Guarded.STEP, 195.6).write(file);
    var read = Recorded.in(file);
    assertEquals(Map.of("17.step", 200L, "25.step", 196L), read.figures());
    assertTrue(read.knows(25));
    assertFalse(read.knows(21));
  }
}
