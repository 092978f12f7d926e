package io.waybill.langchain4j;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.Map;

/** Work under another description. */
final class Described {
  private Described() {}

  static <I, O> Work<I, O> with(Effects effects, Work<I, O> work) {
    var known = work.info().safety();
    return with(
        new WorkInfo.Safety(effects, known.location(), known.trust(), known.privacy()), work);
  }

  static <I, O> Work<I, O> with(Trust trust, Work<I, O> work) {
    var known = work.info().safety();
    return with(
        new WorkInfo.Safety(known.effects(), known.location(), trust, known.privacy()), work);
  }

  /** What plans compare of work inside work. */
  static Map<String, Object> plain(WorkInfo info) {
    return Map.of("name", info.name(), "version", info.version(), "config", info.config());
  }

  private static <I, O> Work<I, O> with(WorkInfo.Safety safety, Work<I, O> work) {
    var info = work.info();
    var described =
        new WorkInfo(
            info.name(),
            info.version(),
            info.model(),
            info.config(),
            info.input(),
            info.output(),
            safety,
            info.labels(),
            info.pool(),
            info.ownRetries());
    return Work.described(described, work::bound, work);
  }
}
