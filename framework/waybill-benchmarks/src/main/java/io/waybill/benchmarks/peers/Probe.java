package io.waybill.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * How a peer behaves, in a JVM of its own: how many of 64 branches it performs at once, what it
 * does when one of three fails and when its caller cancels, and how many tokens there were when the
 * first was heard. Prints one line of JSON.
 *
 * <pre>{@code java -cp … io.waybill.benchmarks.peers.Probe waybill 50}</pre>
 */
public final class Probe {
  private static final int WIDTH = 3;

  /**
   * A peer that waits for what cannot matter any more is not tried as often as one that does not.
   */
  private static final long ENOUGH = TimeUnit.SECONDS.toNanos(8);

  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /**
   * What was seen. Times are the medians of all tries, in milliseconds; -1 where there is none.
   *
   * @param atOnce how many of 64 blocking branches were performed at once
   * @param tries how often one of three branches failed
   * @param endsAfter until the caller had the error
   * @param interruptsAfter until the other branches were interrupted
   * @param causeDepth how deep in that error the cause is, at most
   * @param wentOn how many other branches went on to their end, of two a try
   * @param cancels how often the caller cancelled
   * @param cancelInterruptsAfter until the branches were interrupted after the caller had cancelled
   * @param cancelWentOn how many branches went on to their end, of three a try
   * @param prefetched tokens that had been produced when the first was heard; -1 if it offers none
   */
  public record Row(
      String peer,
      int atOnce,
      int tries,
      double endsAfter,
      double interruptsAfter,
      int causeDepth,
      int wentOn,
      int cancels,
      double cancelInterruptsAfter,
      int cancelWentOn,
      int prefetched) {}

  private final String name;
  private final Peer peer;
  private final List<Double> ends = new ArrayList<>();
  private final List<Double> interrupts = new ArrayList<>();
  private final List<Double> cancels = new ArrayList<>();
  private int tries;
  private int causeDepth = -1;
  private int wentOn;
  private int cancelWentOn;

  private Probe(String name) {
    this.name = name;
    this.peer = Peers.named(name);
  }

  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("usage: Probe <peer> <tries>");
      System.exit(2);
    }
    System.out.println(JSON.writeValueAsString(new Probe(args[0]).row(Integer.parseInt(args[1]))));
    System.exit(0); // some peers leave threads behind
  }

  /** Reads a line that {@link #main} printed. */
  public static Row read(String line) throws IOException {
    return JSON.readValue(line, Row.class);
  }

  private Row row(int times) throws Exception {
    int atOnce = atOnce();
    for (long began = System.nanoTime(); tries < times; tries++) {
      if (System.nanoTime() - began > ENOUGH) {
        break;
      }
      fail();
    }
    int cancelled = 0;
    for (long began = System.nanoTime(); cancelled < times; cancelled++) {
      if (System.nanoTime() - began > ENOUGH) {
        break;
      }
      cancel();
    }
    return new Row(
        name,
        atOnce,
        tries,
        median(ends),
        median(interrupts),
        causeDepth,
        wentOn,
        cancelled,
        median(cancels),
        cancelWentOn,
        prefetched());
  }

  private static double median(List<Double> times) {
    if (times.isEmpty()) {
      return -1;
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private int atOnce() throws Exception {
    var crowd = new Crowd();
    var fan = peer.fan(64, crowd);
    for (int i = 0; i < 3; i++) {
      FlowBenchmark.checked(new FlowBenchmark.Measured(fan, 0, 64));
    }
    return crowd.most.get();
  }

  private void fail() throws Exception {
    var siblings = new Siblings(WIDTH, true);
    var fan = peer.fan(WIDTH, siblings);
    try {
      int none = fan.run(0);
      throw new IllegalStateException("a failed branch was not noticed: " + none);
    } catch (Exception error) {
      long now = System.nanoTime();
      int depth = Boom.depthIn(error);
      if (depth < 0) {
        throw error;
      }
      ends.add((now - siblings.failed) / 1e6);
      causeDepth = Math.max(causeDepth, depth);
    }
    settle(siblings, WIDTH - 1);
    siblings.interrupted.forEach(at -> interrupts.add((at - siblings.failed) / 1e6));
    wentOn += siblings.wentOn.get();
  }

  private void cancel() throws Exception {
    var siblings = new Siblings(WIDTH, false);
    var result = peer.fan(WIDTH, siblings).start(0);
    siblings.begun.await();
    TimeUnit.MILLISECONDS.sleep(5); // all of them hold their threads
    long cancelled = System.nanoTime();
    if (!result.cancel(true)) {
      throw new CancellationException("the run had ended before it was cancelled");
    }
    settle(siblings, WIDTH);
    siblings.interrupted.forEach(at -> cancels.add((at - cancelled) / 1e6));
    cancelWentOn += siblings.wentOn.get();
  }

  /** Until each of them was interrupted or has come to its end. */
  private static void settle(Siblings siblings, int width) throws InterruptedException {
    for (int i = 0; i < 200; i++) {
      if (siblings.interrupted.size() + siblings.wentOn.get() >= width) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }

  private int prefetched() throws Exception {
    Talk talk;
    try {
      talk = peer.talk();
    } catch (UnsupportedOperationException offersNone) {
      return -1;
    }
    var first = new int[] {-1};
    talk.run(1000, token -> first[0] = first[0] < 0 ? Tokens.produced() : first[0]);
    return first[0];
  }
}
