package io.waybill.cli;

import io.waybill.local.Encoders;
import io.waybill.routing.data.Rows;
import io.waybill.routing.file.RouterFile;
import io.waybill.routing.fit.Encoding;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.fit.Provenance;
import io.waybill.routing.judge.Judgement;
import io.waybill.work.Encoder;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks routers what they say of rows; each encoder reads the rows once. */
final class Judge {
  private final Terminal terminal;
  private final Interrupt interrupt;
  private final Map<String, float[][]> read = new HashMap<>();

  Judge(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  /** The router in a file; of one that cannot be used, a complaint. */
  static Router<?> router(Path file) {
    Disk.mustExist(file, "router file");
    return Complaint.wrongIfRefused(
        () -> {
          var between = RouterFile.between(file, Encoders::named);
          return between.isPresent() ? between.get() : RouterFile.read(file, Encoders::named);
        });
  }

  /** The same, whatever kind it is of, for texts. */
  static Router<String> asking(Path file) {
    Disk.mustExist(file, "router file");
    return Complaint.wrongIfRefused(() -> RouterFile.read(file, Encoders::named));
  }

  /** The same, if it picks labels. */
  static HeadRouter head(Path file) {
    if (router(file) instanceof HeadRouter head) {
      return head;
    }
    throw Complaint.wrong(
        "router file %s chooses between models, and does not pick labels".formatted(file));
  }

  List<Judgement> judgements(HeadRouter router, TestRows test) {
    return router.judge(
        test.rows().all(), vectors(test.rows(), router.provenance()), test.truths());
  }

  /** The vectors of rows, of the encoder that a router was fitted with. */
  float[][] vectors(Rows rows, Provenance provenance) {
    var encoder = Encoders.named(provenance.encoder().name());
    return read.computeIfAbsent(encoder.digest(), digest -> vectors(rows, encoder));
  }

  private float[][] vectors(Rows rows, Encoder encoder) {
    try (var progress = new FitProgress(terminal)) {
      return interrupt.await(Encoding.of(rows.all(), encoder, progress));
    }
  }
}
