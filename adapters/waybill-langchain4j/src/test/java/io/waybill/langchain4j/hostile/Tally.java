package io.waybill.langchain4j.hostile;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/** What came of many plans. */
final class Tally {
  final AtomicLong refusedAgents = new AtomicLong();
  final AtomicLong refusedPlans = new AtomicLong();
  final AtomicLong ran = new AtomicLong();
  final AtomicLong failed = new AtomicLong();
  final AtomicLong obeyed = new AtomicLong();
  final AtomicLong asked = new AtomicLong();
  final AtomicLong declinedByPerson = new AtomicLong();
  final AtomicLong declinedByRule = new AtomicLong();
  final AtomicLong leftToPerson = new AtomicLong();
  final AtomicLong made = new AtomicLong();
  final AtomicLong approvedByPerson = new AtomicLong();

  /** Consequential calls with a stranger's words in them that no person approved. */
  final Queue<String> steered = new ConcurrentLinkedQueue<>();

  @Override
  public String toString() {
    return """
        plans refused %,d (for an agent in them %,d), run %,d (failed %,d)
        injections obeyed by models %,d
        approvals asked %,d: declined by a person %,d, by a rule %,d, left to a person %,d
        consequential calls made %,d, with a stranger's words in them: approved by a person %,d, steered %,d"""
        .formatted(
            refusedPlans.get() + refusedAgents.get(),
            refusedAgents.get(),
            ran.get(),
            failed.get(),
            obeyed.get(),
            asked.get(),
            declinedByPerson.get(),
            declinedByRule.get(),
            leftToPerson.get(),
            made.get(),
            approvedByPerson.get(),
            steered.size());
  }
}
