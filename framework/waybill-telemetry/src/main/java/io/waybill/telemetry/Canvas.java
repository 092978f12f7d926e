package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanContext;
import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import java.util.List;

/** What the spans of a run are drawn on, one after another. */
interface Canvas {
  /** The run's id. */
  String run();

  /** What an attempt cost, by what it was for. */
  List<Charge> charges(Posting posting);

  /**
   * Tells what these attempts saved against the model that routes are compared with, if any is,
   * less what it cost to choose them.
   */
  default void saved(AttributeKey<Long> name, List<Posting> attempts, Cost choosing) {}

  /** A span has begun, of which its place and its start are known; of all but the run's own. */
  void begun(Node node);

  /** Until {@link #done}, everything is told of this one. */
  void draw(Node node);

  /** What it is called: a word, and what it is about; that may be empty. */
  void name(String word, String what);

  <T> void put(AttributeKey<T> name, T value);

  /** Something within it, at microseconds after the run began. */
  void event(String name, long at);

  /** A span that it depended on, or goes on from. */
  void link(Node to);

  /** The span in another trace whose answer it gave. */
  void origin(SpanContext span);

  /** What it failed with, in a word. */
  void error(String why);

  /** There is no more to tell of it, and its end is known. */
  void done();
}
