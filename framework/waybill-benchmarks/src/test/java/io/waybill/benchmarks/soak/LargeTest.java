package io.waybill.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.testkit.outside.Needs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Needs("jaeger")
@Timeout(600)
class LargeTest {
  @TempDir Path folder;

  @Test
  void receiptTraceAndLedgerSayTheSame() throws IOException {
    assertEquals(List.of(), Large.run(folder, 20, 600));
    try (var written = Files.list(folder)) {
      assertEquals(6, written.count());
    }
    var receipt = Files.readString(folder.resolve("600-items-one-poisoned.receipt.txt"));
    assertTrue(receipt.contains("docs[400]/grade: 2 retries"), receipt);
  }
}
