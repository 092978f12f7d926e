package io.waybill.local;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExtraOutputTest {
  @Test
  void whatIsPutBehindAModelIsGivenOutByItsSession() throws IOException, OrtException {
    var name = SentenceModel.MINILM.middle();
    var model = SentenceModel.MINILM.model().outsideTheHeap(ExtraOutput.named(name));
    try (var options = new OrtSession.SessionOptions();
        var session = OrtEnvironment.getEnvironment().createSession(model, options)) {
      assertEquals(List.of("last_hidden_state", name), List.copyOf(session.getOutputNames()));
    }
  }
}
