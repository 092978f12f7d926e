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
    if (given || producer.rescued() || !producer.wanted()) {
      return;
    }
    producer.cutting().handOn(state.now());
    producer.shows();
    for (int step : piece.tap().readers()) {
      var reader = reader(producer, step);
      var gathering = gathering(reader);
      if (gathering.hears(producer) && gathering.size() < frame.host.mostItems()) {
        gathering.add(piece.text(), state.now());
        if (gathering.mayOpen(((Step.Each) reader.step()).atMost())) {
          state.queue(reader);
        }
      }
    }
  }

  /** The step that goes through what is said, begun before all of that is there. */
  private static Visit reader(Visit producer, int step) {
    var frame = producer.frame;
    var reader = frame.early(step);
    if (reader == null) {
      frame.busy++;
      reader = new Visit(frame, frame.wiring.node(step));
      reader.progress = new Gathering(producer);
      frame.beganEarly(step, reader);
    }
    return reader;
  }

  /** All of the answer is there. */
  void whole(Visit reader, List<?> items) {
    gathering(reader).whole(items, reader.frame.since[reader.node.reads()[0]], state);
  }

  /** An attempt has failed for good, and something else takes the place of what it said. */
  void takeBack(Visit producer) {
    for (var reader : producer.frame.early()) {
      if (gathering(reader).hears(producer)) {
        gathering(reader).takeBack(state);
      }
    }
  }

  private static Gathering gathering(Visit reader) {
    return (Gathering) Objects.requireNonNull(reader.progress);
  }
}
