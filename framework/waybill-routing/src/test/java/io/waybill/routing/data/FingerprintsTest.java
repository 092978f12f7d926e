package io.waybill.routing.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FingerprintsTest {
  @Test
  void aTextIsKnownAgainWhateverItsCaseWidthAndSpace() {
    var seen = Fingerprints.of(List.of("Where is  my parcel?", "caf\u00e9"));
    assertTrue(seen.has("where is my PARCEL?"));
    assertTrue(seen.has(" \uFF57here is my parcel?\n"));
    assertTrue(seen.has("cafe\u0301"));
    assertFalse(seen.has("where is my parcel"));
  }

  @Test
  void theySurviveBeingWritten() {
    var texts = IntStream.range(0, 1000).mapToObj(i -> "text " + i).toList();
    var read = Fingerprints.read(Fingerprints.of(texts).written());
    assertEquals(1000, read.size());
    assertTrue(texts.stream().allMatch(read::has));
    assertFalse(IntStream.range(1000, 2000).anyMatch(i -> read.has("text " + i)));
  }

  @Test
  void whatIsNoneIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Fingerprints.read("AAA="));
    assertThrows(IllegalArgumentException.class, () -> Fingerprints.read("not base64!"));
  }
}
