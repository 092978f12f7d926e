package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PinnedTest {
  private static final Pinned TOKENIZER = SentenceModel.BGE.tokenizer();

  @Test
  void whatIsReadIsTheWholeFileAndWhatIsPutBehindIt() throws IOException {
    var file = TOKENIZER.read();
    var more = TOKENIZER.outsideTheHeap(new byte[] {1, 2, 3});
    assertTrue(more.isDirect());
    assertEquals(file.length + 3, more.remaining());
    var bytes = new byte[more.remaining()];
    more.get(bytes);
    assertArrayEquals(file, Arrays.copyOf(bytes, file.length));
    assertArrayEquals(new byte[] {1, 2, 3}, Arrays.copyOfRange(bytes, file.length, bytes.length));
    assertEquals(TOKENIZER.digest(), Sha256.of(file));
  }
}
