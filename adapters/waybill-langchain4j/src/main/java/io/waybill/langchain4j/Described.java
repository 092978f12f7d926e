package io.waybill.langchain4j;

import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;

/** Work under another description. */
final class Described {
  private Described() {}

  static <I, O> Work<I, O> with(Effects effects, Work<I, O> work) {
    var info = work.info();
    var safety =
        new WorkInfo.Safety(
            effects, info.safety().location(), info.safety().trust(), info.safety().privacy());
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
    return Work.described(described, work);
  }
}
