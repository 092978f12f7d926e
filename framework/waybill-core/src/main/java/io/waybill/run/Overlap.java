package io.waybill.run;

import io.waybill.plan.Step;
import java.util.List;
import java.util.Objects;

/**
 * Lets steps go through the pieces of an answer that is still being given. A piece is taken in once
 * and not slowed down: stopping to read would save nothing of what is paid for. What waits is at
 * most the answer, in as many pieces as an engine lets a step go through.
 */
final class Overlap {
  private final RunState state;

  Overlap(RunState state) {
    this.state = state;
  }

  /** A further piece is there. Who goes through it begins, or goes on. */
  void piece(Visit producer, Cutting.Piece piece) {
    var frame = producer.frame;
    boolean given = frame.values[producer.node.slot()] != null;
    if (given || producer.rescued || !producer.wanted()) {
      return;
    }
    for (int step : piece.tap().readers()) {
      var reader = frame.early(step);
      if (reader == null) {
        reader = state.beginEarly(frame, step);
        reader.progress = new Gathering(producer);
      }
      var gathering = gathering(reader);
      if (gathering.hears(producer) && gathering.size() < frame.host.mostItems()) {
        producer.cutting.handed(state.now());
        producer.shows();
        gathering.add(piece.text(), state.now());
        if (gathering.mayOpen(((Step.Each) reader.step()).atMost())) {
          state.queue(reader);
        }
      }
    }
  }

  /** All of the answer is there. */
  void whole(Visit reader, List<?> items) {
    gathering(reader).whole(items, reader.frame.since[reader.node.reads()[0]], state);
  }

  /** An attempt has failed for good, and something else takes the place of what it said. */
  void takeBack(Visit producer) {
    for (var reader : producer.frame.early()) {
      var gathering = gathering(reader);
      if (gathering.hears(producer)) {
        gathering.takeBack(state);
      }
    }
  }

  private static Gathering gathering(Visit reader) {
    return (Gathering) Objects.requireNonNull(reader.progress);
  }
}
