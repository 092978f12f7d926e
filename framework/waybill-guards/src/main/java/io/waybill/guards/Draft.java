package io.waybill.guards;

import io.waybill.work.Passage;
import java.util.List;

/** An answer, and the passages that it should be taken from. */
public record Draft(String answer, List<Passage> passages) {
  public Draft {
    passages = List.copyOf(passages);
  }
}
