package io.waybill.testkit;

import io.waybill.work.CallContext;
import io.waybill.work.Outcome;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import reactor.core.publisher.Mono;

/**
 * Work of a random plan that says its answer word by word before it gives it; what fails says
 * nothing, since what was said is not tried again.
 */
record RandomTalk(RandomWork<Long, String> answer) implements Work<Long, String> {
  @Override
  public WorkInfo info() {
    return answer.info();
  }

  @Override
  public Mono<Outcome<String>> perform(Long input, CallContext call) {
    if (answer.goesWell(call)) {
      for (var word : answer.body().apply(input).split("(?<= )", -1)) {
        call.emit(word);
      }
    }
    return answer.perform(input, call);
  }
}
