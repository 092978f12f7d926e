package io.waybill.models;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * The places that serve a model. Whatever belongs to a conversation is asked of the same one, so
 * that it finds its beginning in that one's cache, and of another only while that one is down; all
 * else goes where the least is to do.
 */
final class Stations {
  private final List<Station> all;
  private final AtomicInteger turn = new AtomicInteger();

  Stations(NamedModel model, LongSupplier clock) {
    all = model.each().stream().map(one -> new Station(one, clock)).toList();
  }

  /** Where to ask next. */
  Station next(String affinity) {
    if (all.size() == 1) {
      return all.get(0);
    }
    var up = all.stream().filter(station -> !station.down()).toList();
    var among = up.isEmpty() ? all : up;
    return affinity.isEmpty() ? idlest(among) : nearest(among, affinity);
  }

  /** The one with the least to do; of several, each in its turn. */
  private Station idlest(List<Station> among) {
    int first = Math.floorMod(turn.getAndIncrement(), among.size());
    return IntStream.range(0, among.size())
        .mapToObj(i -> among.get((first + i) % among.size()))
        .min(Comparator.comparingInt(Station::busy))
        .orElseThrow();
  }

  /**
   * By rendezvous: for each conversation every place has a weight, the heaviest has it. When one
   * goes, its conversations are spread over the others, and no other moves.
   */
  private static Station nearest(List<Station> among, String affinity) {
    return among.stream()
        .max(Comparator.comparingLong(station -> weight(station, affinity)))
        .orElseThrow();
  }

  private static long weight(Station station, String affinity) {
    long mixed =
        ((long) affinity.hashCode() << 32) ^ (station.model().toString().hashCode() & 0xffffffffL);
    mixed = (mixed ^ (mixed >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
