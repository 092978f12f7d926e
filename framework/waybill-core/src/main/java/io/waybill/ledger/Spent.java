package io.waybill.ledger;

import java.util.List;

/**
 * The time of the attempts of one line.
 *
 * @param ready when the first could have begun
 * @param ended when the last had ended
 * @param service how long at least one was in service
 * @param queue the waiting of all of them, added up
 */
record Spent(long ready, long ended, long service, long queue) {
  static Spent on(List<Posting> attempts) {
    if (attempts.size() == 1) {
      var only = attempts.get(0);
      var parts = only.parts();
      long ended = Math.max(only.ready(), only.ended());
      return new Spent(only.ready(), ended, parts.service(), parts.queue());
    }
    long ready = Long.MAX_VALUE;
    long ended = 0;
    long queue = 0;
    var service = new Intervals();
    for (var attempt : attempts) {
      var parts = attempt.parts();
      ready = Math.min(ready, attempt.ready());
      ended = Math.max(ended, attempt.ended());
      queue += parts.queue();
      service.add(attempt.ended() - parts.service(), attempt.ended());
    }
    return new Spent(ready, ended, service.measure(), queue);
  }

  /** What of it was between two moments. */
  static Spent within(List<Posting> attempts, long from, long to) {
    long queue = 0;
    var service = new Intervals();
    for (var attempt : attempts) {
      long admitted = attempt.ended() - attempt.parts().service();
      queue += Math.max(0, Math.min(to, admitted) - Math.max(from, attempt.ready()));
      service.add(Math.max(from, admitted), Math.min(to, attempt.ended()));
    }
    return new Spent(from, to, service.measure(), queue);
  }

  long wall() {
    return ended - ready;
  }
}
