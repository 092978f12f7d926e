package io.waybill.benchmarks.compare;

import static io.waybill.benchmarks.compare.Goal.bytes;
import static io.waybill.benchmarks.compare.Goal.nanos;
import static io.waybill.benchmarks.compare.Goal.times;
import static io.waybill.benchmarks.compare.Goal.timesBytes;
import static io.waybill.benchmarks.compare.Series.at;
import static io.waybill.benchmarks.compare.Series.slope;

import io.waybill.benchmarks.peers.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The figures, beside the limits, the peers and the goals. */
final class Table {
  private static final double MILLI = 1e6;

  /** What two measurements of the same may differ by; events alone would be more. */
  private static final double NOISE = 1.1;

  private static final String[] NO_PEERS = {};

  private final Figures figures;
  private final boolean virtual;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param jdk its feature version: without virtual threads there are other goals
   */
  Table(Figures figures, int jdk) {
    this.figures = figures;
    this.virtual = jdk >= 21;
    headlines();
    steps();
    decisions();
    tokens();
    spans();
    state();
  }

  String markdown() {
    return rows.stream()
        .flatMap(row -> row.line().stream())
        .collect(Collectors.joining("", Row.HEAD, behaviour()));
  }

  /** What users feel when a call takes a while. */
  private void headlines() {
    waiting("diamond of seven 20 ms calls, asynchronous", "DIAMOND_ASYNC");
    waiting("… blocking", "DIAMOND_BLOCKING");
    waiting("skewed branches, 10 + 30 and 30 + 10 ms, asynchronous", "SKEWED_ASYNC");
    waiting("… blocking", "SKEWED_BLOCKING");
    wide("64 blocking branches of 20 ms, each peer's defaults", "WIDE_64", 30);
    wide("1,000 blocking calls of 50 ms", "WIDE_1000", 100);
    for (int runs : new int[] {10_000, 50_000}) {
      inFlight(runs, "asynchronous", times(1.15), bytes(1_500));
      inFlight(runs, "blocking", bytes(3_600));
    }
    rows.add(
        Row.of("one of three branches fails: the run ends", probed(Probe.Row::endsAfter), "reactor")
            .goals(nanos(5 * MILLI)));
    rows.add(
        Row.of("… the others are interrupted", probed(Probe.Row::interruptsAfter), "reactor")
            .goals(nanos(5 * MILLI)));
    rows.add(
        Row.of(
            "the caller cancels: branches are interrupted",
            probed(Probe.Row::cancelInterruptsAfter),
            "reactor"));
  }

  private Series probed(java.util.function.ToDoubleFunction<Probe.Row> millis) {
    return Series.probed(figures, millis);
  }

  private void waiting(String what, String shape) {
    var waits = at(figures, Workload.WAITING, shape).timeAlone();
    rows.add(Row.of(what, least(waits), "by hand").goals(times(1.01)));
  }

  /** Of the hand-written ones the quicker counts. */
  private static Series least(Series waits) {
    return peer ->
        peer.equals("by hand")
            ? List.of("reactor", "threads").stream()
                .flatMap(limit -> waits.of(limit).stream())
                .min((a, b) -> Double.compare(a.nanos(), b.nanos()))
            : waits.of(peer);
  }

  private void wide(String what, String shape, double millis) {
    var row = Row.of(what, at(figures, Workload.WAITING, shape).timeAlone(), "threads");
    rows.add(virtual ? row.goals(nanos(millis * MILLI)) : row);
  }

  private void inFlight(int runs, String manner, Goal... goals) {
    var series = at(figures, Workload.IN_FLIGHT, runs + " " + manner);
    var what =
        "%,d runs in flight of four 100 ms calls, %s: all of them, each".formatted(runs, manner);
    rows.add(Row.of(what, series, "reactor", "threads").goals(goals));
  }

  private void steps() {
    var step = slope(figures, Workload.CHAIN, 8, 64);
    rows.add(
        Row.of("step of a chain", step, "reactor", "loop")
            .goals(times(virtual ? 3 : 1.5), bytes(150)));
    rows.add(
        Row.of("… all events followed", step, "reactor")
            .peers(NO_PEERS)
            .ours("waybill-followed")
            .goals(times(6), bytes(228)));
    rows.add(
        Row.of("… kept in a journal in memory", step, "reactor")
            .peers(NO_PEERS)
            .ours("waybill-journal")
            .goals(times(12.4), bytes(342)));
    rows.add(
        Row.of("run of one step", at(figures, Workload.CHAIN, 1), "reactor", "loop", "threads")
            .goals(times(3)));
    rows.add(
        Row.of("fan-out of 8 instant branches", at(figures, Workload.FAN, 8), "reactor", "loop"));
    rows.add(
        Row.of("fan-out of 64 instant branches", at(figures, Workload.FAN, 64), "reactor", "loop")
            .goals(times(1.2), bytes(12_000)));
  }

  private void decisions() {
    var among30 = at(figures, Workload.ROUTE, 30);
    rows.add(Row.of("decision among 30 branches", among30, "reactor", "loop").goals(times(4)));
    rows.add(
        Row.within(
            "… beside one among 3",
            figures.of(Workload.ROUTE, "3", "waybill"),
            among30.of("waybill"),
            times(1.1),
            timesBytes(1.1)));
  }

  private void tokens() {
    rows.add(
        Row.of("first token, nobody following", at(figures, Workload.TALK, 1), "reactor", "loop")
            .goals(nanos(1_000)));
    var token = slope(figures, Workload.TALK, 1, 1000);
    rows.add(Row.of("a token, nobody following", token, "reactor", "loop").goals(times(5)));
    rows.add(
        Row.of("first token, one follower", at(figures, Workload.TALK, 1), "reactor")
            .ours("waybill-followed"));
    rows.add(Row.of("a token, one follower", token, "reactor").ours("waybill-followed"));
  }

  private void spans() {
    var bare = at(figures, Workload.TRACED, "BARE");
    rows.add(Row.of("chain of eight steps that cost money", bare, "loop"));
    var on = at(figures, Workload.TRACED, "ON").beyond(bare);
    Series each =
        peer ->
            Optional.ofNullable(figures.spans.get(peer))
                .flatMap(spans -> on.of(peer).map(all -> all.dividedBy(spans)));
    rows.add(
        Row.of("OpenTelemetry on: a span with its time, tokens and money", each, "loop")
            .goals(times(1.5)));
    rows.add(Row.of("… all spans of a chain of eight (%s)".formatted(counts()), on, "loop"));
    rows.add(Row.of("… one that does nothing, a chain of eight", noop(bare), "loop"));
    rows.add(
        Row.within(
            "… off, a chain of eight, beside one that knows nothing of it",
            bare.of("waybill"),
            at(figures, Workload.TRACED, "OFF").of("waybill"),
            timesBytes(NOISE)));
  }

  private Series noop(Series bare) {
    return at(figures, Workload.TRACED, "NOOP").beyond(bare);
  }

  private String counts() {
    return "by hand %d, Waybill %d"
        .formatted(
            figures.spans.getOrDefault("loop", 0L), figures.spans.getOrDefault("waybill", 0L));
  }

  private void state() {
    untouched("100,000 characters that no step looks at, chain of eight", "waybill", "langgraph4j");
    untouched("… with a journal in memory", "waybill-journal", "langgraph4j-saver");
  }

  private void untouched(String what, String ours, String langgraph4j) {
    var full = at(figures, Workload.STATE, 100_000);
    var peers =
        ours.equals("waybill")
            ? new String[] {"langchain4j", langgraph4j}
            : new String[] {langgraph4j};
    rows.add(Row.of(what, full, "loop").ours(ours).peers(peers));
    rows.add(
        Row.within(
            "… beside none",
            figures.of(Workload.STATE, "0", ours),
            full.of(ours),
            times(1.1),
            timesBytes(1.1)));
  }

  /** What is seen and not timed. */
  private String behaviour() {
    var lines =
        List.of("reactor", "threads", "langchain4j", "langgraph4j", "waybill").stream()
            .flatMap(peer -> figures.probe(peer).stream())
            .map(Table::behaviour)
            .collect(Collectors.joining());
    return lines.isEmpty()
        ? ""
        : """

          | | of 64 branches at once | cause of a failure at depth | others that ran on: of a failure, of a cancel | tokens produced when the first was heard |
          |---|---|---|---|---|
          """
            + lines;
  }

  private static String behaviour(Probe.Row seen) {
    return "| %s | %d | %d | %d of %d, %d of %d | %s |\n"
        .formatted(
            seen.peer(),
            seen.atOnce(),
            seen.causeDepth(),
            seen.wentOn(),
            2 * seen.tries(),
            seen.cancelWentOn(),
            3 * seen.cancels(),
            seen.prefetched() < 0 ? "–" : "" + seen.prefetched());
  }
}
