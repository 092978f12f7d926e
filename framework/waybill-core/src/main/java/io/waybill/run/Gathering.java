package io.waybill.run;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far an {@code each} is: items opened, results in. */
final class Gathering {
  final List<?> items;
  int opened;
  private final @Nullable Object[] results;
  private int done;

  Gathering(List<?> items) {
    this.items = List.copyOf(items);
    this.results = new Object[items.size()];
  }

  boolean mayOpen(int atMost) {
    return opened < items.size() && opened - done < atMost;
  }

  void put(int item, Object result) {
    results[item] = result;
    done++;
  }

  boolean complete() {
    return done == items.size();
  }

  List<?> results() {
    return List.of(results);
  }
}
