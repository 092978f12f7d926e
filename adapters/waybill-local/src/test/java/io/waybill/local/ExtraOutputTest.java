package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraOutputTest {
  @Test
  void whatIsAddedComesBehindTheModelAndTheSessionGivesItOut() throws IOException, OrtException {
    var file = SentenceModel.MINILM.model().read();
    var name = SentenceModel.MINILM.middle();
    var more = ExtraOutput.added(file, name);
    assertArrayEquals(file, Arrays.copyOf(more, file.length));
    try (var options = new OrtSession.SessionOptions();
        var session = OrtEnvironment.getEnvironment().createSession(more, options)) {
      assertEquals(List.of("last_hidden_state", name), List.copyOf(session.getOutputNames()));
    }
  }
}
