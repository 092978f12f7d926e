package io.waybill.work;

import java.util.List;

/**
 * A question and the only passages that may be used to answer it; every model that answers takes
 * one.
 */
public record Question(String question, List<Passage> passages) {
  public Question {
    passages = List.copyOf(passages);
  }
}
