package io.waybill.run;

import io.waybill.ledger.Waybill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an {@code each} is: items that are there, bodies opened for them, results in. */
final class Gathering {
  /**
   * One of them.
   *
   * @param since when it was there, in nanoseconds since the run began
   * @param piece of which answer, if that was still being given then
   */
  private record Item(Object value, long since, String piece) {}

  private final List<Item> items = new ArrayList<>();

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

  /** A piece has come to its end. */
  void add(String text, long at) {
    if (producer != null) {
      items.add(new Item(text, at, Waybill.Line.piece(producer.path(), producer.cutting().last())));
    }
  }

  /** All items are there: those before were the first of them, or are taken back. */
  void whole(List<?> all, long at, RunState state) {
    var pieces = items.stream().map(Item::value).toList();
    if (all.size() < pieces.size() || !all.subList(0, pieces.size()).equals(pieces)) {
      takeBack(state);
    }
    all(all.subList(items.size(), all.size()), at);
    early.clear();
  }

  private void all(List<?> rest, long at) {
    rest.forEach(item -> items.add(new Item(item, at, "")));
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
    var item = items.get(opened++);
    body.piece =
        item.since >= state.now() ? item.piece : ""; // or it is its turn that it waited for
    state.open(item.since, body, item.value);
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
