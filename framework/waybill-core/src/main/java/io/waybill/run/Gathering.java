package io.waybill.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an {@code each} is: items that are there, bodies opened for them, results in. */
final class Gathering {
  private final List<Object> items = new ArrayList<>();

  /** When each of them was there, in nanoseconds since the run began. */
  private final List<Long> since = new ArrayList<>();

  /** Bodies opened before all items were there. */
  private final List<Frame> early = new ArrayList<>(0);

  /** Whose pieces the items are, as long as more of them may come. */
  private @Nullable Visit producer;

  private @Nullable Object[] results = new Object[0];

  /** The number of the first item. Those before were opened for what was taken back. */
  private int first;

  private int opened;
  private int done;
  private boolean over;

  /** Of items that are all there. */
  Gathering(List<?> items, long at) {
    all(items, at);
  }

  /** Of the pieces of what is being said. */
  Gathering(Visit producer) {
    this.producer = producer;
  }

  /** Whether more items may come. */
  boolean waits() {
    return producer != null;
  }

  /** Whether its items are what this attempt says. */
  @SuppressWarnings("ReferenceEquality") // this very attempt
  boolean hears(Visit speaker) {
    return producer == speaker;
  }

  int size() {
    return items.size();
  }

  void add(Object item, long at) {
    items.add(item);
    since.add(at);
  }

  /** All items are there: those before were the first of them, or are taken back. */
  void whole(List<?> all, long at, RunState state) {
    boolean so = all.size() >= items.size() && all.subList(0, items.size()).equals(items);
    if (!so) {
      takeBack(state);
    }
    all(all.subList(items.size(), all.size()), at);
    early.clear();
  }

  private void all(List<?> rest, long at) {
    rest.forEach(item -> add(item, at));
    producer = null;
  }

  /** What the items were opened for is taken back. The next one has the next number. */
  void takeBack(RunState state) {
    for (var body : early) {
      if (!body.closed) {
        body.beaten = true;
        state.abandon(body);
      }
    }
    early.clear();
    items.clear();
    since.clear();
    Arrays.fill(results, null);
    first += opened;
    opened = 0;
    done = 0;
  }

  boolean mayOpen(int atMost) {
    return opened < items.size() && opened - done < atMost;
  }

  /** Opens a body for the next item. */
  void open(Visit each, RunState state) {
    var body = new Frame(each.node.body(), each, first + opened);
    if (producer != null) {
      early.add(body);
    }
    int item = opened++;
    state.open(since.get(item), body, items.get(item));
  }

  void put(int number, Object result) {
    int item = number - first;
    if (item >= results.length) {
      results = Arrays.copyOf(results, Math.max(items.size(), 2 * item));
    }
    results[item] = result;
    done++;
  }

  /** Whether its results are in, and nobody has taken them yet. */
  boolean complete() {
    return producer == null && done == items.size() && !over;
  }

  List<?> results() {
    over = true;
    return List.of(Arrays.copyOf(results, items.size()));
  }
}
