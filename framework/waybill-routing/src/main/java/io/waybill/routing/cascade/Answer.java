package io.waybill.routing.cascade;

import io.waybill.work.Bound;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;

/**
 * A text, and why it ends where it ends: what a scorer can see of an answer when it is heard out.
 */
public record Answer(String text, Outcome.Finish finish) {
  /**
   * The same work, whose value says why it ended: a scorer then knows an answer that was cut off
   * from one that is short. It uses, emits and fails as it does without.
   */
  public static Work<String, Answer> heard(Work<String, String> work) {
    return Work.described(
        heard(work.info()),
        question -> bound(work, question),
        (question, call) -> work.perform(question, call).map(Answer::of));
  }

  private static Bound bound(Work<String, String> work, String question) {
    return work.bound(question);
  }

  private static WorkInfo heard(WorkInfo info) {
    return new WorkInfo(
        info.anonymous() ? "" : info.name() + ".heard",
        info.version(),
        info.model(),
        info.config(),
        info.input(),
        Answer.class,
        info.safety(),
        info.labels(),
        info.pool(),
        info.ownRetries());
  }

  private static Outcome<Answer> of(Outcome<String> said) {
    return new Outcome<>(
        new Answer(said.value(), said.finish()),
        said.usage(),
        said.sources(),
        said.scores(),
        said.kind(),
        said.finish(),
        said.origin());
  }
}
