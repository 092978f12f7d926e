package io.waybill.run;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is first asked for; made twice by a race, it is the same. */
final class Lazy<T> {
  private final Supplier<T> make;
  private volatile @Nullable T made;

  Lazy(Supplier<T> make) {
    this.make = make;
  }

  T get() {
    var value = made;
    if (value == null) {
      value = make.get();
      made = value;
    }
    return value;
  }
}
