package io.waybill.guards;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What was taken out of the texts of each run, by placeholder; in memory only, for a while, and no
 * more than so many. A run that is still known never gets a number twice, even when the value
 * behind it is forgotten: an old placeholder must not come back as somebody else's data.
 */
final class Vault {
  private final int most;
  private final Duration kept;
  private final InstantSource clock;

  /** By placeholder; the first is the one that nobody used for longest. */
  private final LinkedHashMap<Key, Held> held = new LinkedHashMap<>();

  /** The placeholders, by value. */
  private final Map<Value, String> names = new HashMap<>();

  /**
   * The last numbers of each run, by kind; in the same order, and so for longer than its values.
   */
  private final LinkedHashMap<String, Map<String, Integer>> numbers = new LinkedHashMap<>();

  private record Key(String run, String placeholder) {}

  private record Value(String run, String kind, String text) {}

  private record Held(Value value, Instant until) {}

  Vault(int most, Duration kept, InstantSource clock) {
    this.most = most;
    this.kept = kept;
    this.clock = clock;
  }

  Duration kept() {
    return kept;
  }

  /** Keeps a value for a run and gives its placeholder. */
  synchronized String keep(String run, String kind, String text) {
    forget();
    var value = new Value(run, kind, text);
    var counts = numbersOf(run);
    var name =
        names.computeIfAbsent(
            value, unseen -> "[" + kind + "-" + counts.merge(kind, 1, Integer::sum) + "]");
    use(new Key(run, name), value);
    forget();
    return name;
  }

  synchronized Optional<String> value(String run, String placeholder) {
    forget();
    var key = new Key(run, placeholder);
    var found = held.get(key);
    if (found == null) {
      return Optional.empty();
    }
    numbersOf(run);
    use(key, found.value());
    return Optional.of(found.value().text());
  }

  synchronized int size() {
    forget();
    return held.size();
  }

  private void use(Key key, Value value) {
    held.remove(key);
    held.put(key, new Held(value, clock.instant().plus(kept)));
  }

  private Map<String, Integer> numbersOf(String run) {
    var known = numbers.remove(run);
    var counts = known == null ? new HashMap<String, Integer>() : known;
    numbers.put(run, counts);
    return counts;
  }

  private void forget() {
    var now = clock.instant();
    for (var all = held.values().iterator(); all.hasNext(); ) {
      var oldest = all.next();
      if (oldest.until().isAfter(now) && held.size() <= most) {
        break;
      }
      all.remove();
      names.remove(oldest.value());
    }
    for (var runs = numbers.keySet().iterator(); numbers.size() > most; ) {
      runs.next();
      runs.remove();
    }
  }
}
