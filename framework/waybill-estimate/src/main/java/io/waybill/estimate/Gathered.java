package io.waybill.estimate;

import java.util.Map;
import java.util.TreeMap;

/** What many draws came to. */
final class Gathered {
  /** What they came to at one step. */
  static final class AtStep {
    final Samples seconds = new Samples();
    final Samples nano = new Samples();
    final Samples in = new Samples();
    final Samples out = new Samples();
    private int billed;
    private int unpriced;

    /** How many calls somebody bills. */
    int billed() {
      return billed;
    }

    /** How many of these have no price. */
    int unpriced() {
      return unpriced;
    }
  }

  /** What they came to at the machines of a pool. */
  static final class AtPool {
    private double seconds;
    private double tokens;

    double seconds() {
      return seconds;
    }

    double tokens() {
      return tokens;
    }
  }

  final Samples seconds = new Samples();
  private final AtStep[] steps;
  private final double[] critical;
  private final Map<String, AtPool> pools = new TreeMap<>();
  private int draws;
  private int failed;
  private double nano;
  private double elapsed;
  private double apiNano;
  private double apiTokens;

  private Gathered(int stops) {
    steps = new AtStep[stops];
    for (int i = 0; i < stops; i++) {
      steps[i] = new AtStep();
    }
    critical = new double[stops];
  }

  /** So many draws; the same ones for the same seed. */
  static Gathered of(Sketch sketch, Till till, Turned turned, long seed, int draws) {
    var gathered = new Gathered(sketch.count());
    for (int draw = 0; draw < draws; draw++) {
      gathered.add(new Draw(sketch, till, new Chance(seed, draw), turned).run().walked);
    }
    return gathered;
  }

  private void add(Walked walked) {
    draws++;
    if (walked.failed()) {
      failed++;
    } else {
      seconds.add(walked.seconds());
      elapsed += walked.seconds();
      walked.critical(critical);
    }
    for (var made : walked.calls()) {
      if (made.stop() >= 0) {
        add(steps[made.stop()], made.call());
      }
    }
  }

  private void add(AtStep step, Call call) {
    var sum = call.sum();
    step.seconds.add(call.seconds());
    step.in.add(call.in());
    step.out.add(call.out());
    step.nano.add(sum.all());
    step.billed += sum.billed() ? 1 : 0;
    step.unpriced += sum.priced() ? 0 : 1;
    nano += sum.all();
    if (!call.pool().isEmpty()) {
      var pool = pools.computeIfAbsent(call.pool(), name -> new AtPool());
      pool.seconds += call.machine();
      pool.tokens += call.out();
    } else if (sum.in() + sum.out() > 0) {
      apiNano += sum.in() + sum.out();
      apiTokens += call.out();
    }
  }

  AtStep at(Stop stop) {
    return steps[stop.number()];
  }

  /** How much of the time of all draws that went well was its; from 0 to 1. */
  double critical(Stop stop) {
    return elapsed == 0 ? 0 : critical[stop.number()] / elapsed;
  }

  Map<String, AtPool> pools() {
    return pools;
  }

  int draws() {
    return draws;
  }

  /** The share of draws that failed. */
  double failing() {
    return (double) failed / draws;
  }

  /** Nano-dollars of a run, as far as there are prices. */
  double nano() {
    return nano / draws;
  }

  /** Of these, what is paid by the token. */
  double apiNano() {
    return apiNano / draws;
  }

  /** Tokens that are written in a run by whoever is paid by the token. */
  double apiTokens() {
    return apiTokens / draws;
  }
}
