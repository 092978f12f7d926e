package io.waybill.benchmarks.soak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.telemetry.OtlpJson;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.LongBinaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is made of a run grows in proportion to it. Bytes are counted: they do not hang on load. */
@Timeout(600)
class GrowthTest {
  private static final int SMALL = 500;
  private static final int TIMES = 8;

  /** In proportion is 1, n log n a little more; with the square is 8. */
  private static final double AT_MOST = 1.6;

  private static final String READS_A_MAP = "a map that reads a map";
  private static final String PIECES = "pieces of an answer";
  private static final String PIECES_IN_A_MAP = "pieces in a map";
  private static final Pattern TRACE = Pattern.compile("\"traceId\":\"([0-9a-f]{32})\"");

  /** Who was faster in a run decides what its timing holds: up to four times less, never eight. */
  private static final int RUNS = 8;

  private record Bytes(long waybill, long timing, long receipt, long trace) {
    Bytes each(LongBinaryOperator of, Bytes other) {
      return new Bytes(
          of.applyAsLong(waybill, other.waybill),
          of.applyAsLong(timing, other.timing),
          of.applyAsLong(receipt, other.receipt),
          of.applyAsLong(trace, other.trace));
    }
  }

  static Stream<String> shapes() {
    var others = Set.of(READS_A_MAP, PIECES, PIECES_IN_A_MAP);
    return Shapes.all().keySet().stream().filter(name -> !others.contains(name));
  }

  private static IntFunction<Plan<?>> shape(String name) {
    return Objects.requireNonNull(Shapes.all().get(name));
  }

  private static Bytes of(String name, int size) {
    var run = LocalEngine.create().run(shape(name).apply(size), Map.of("size", size));
    long start = allocated();
    Waybill waybill = run.waybill();
    long made = allocated();
    waybill.timing();
    long timed = allocated();
    var receipt = waybill.toString();
    long written = allocated();
    var trace = OtlpJson.of(waybill);
    long drawn = allocated();
    assertTrue(!receipt.isEmpty() && !trace.isEmpty());
    return new Bytes(made - start, timed - made, written - timed, drawn - written);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }

  private static void growsInProportion(String name) {
    of(name, SMALL);
    var small =
        Stream.generate(() -> of(name, SMALL))
            .limit(RUNS)
            .reduce((one, other) -> one.each(Math::max, other))
            .orElseThrow();
    var large = of(name, SMALL * TIMES);
    for (int run = 1; run < RUNS && !isInProportion(small, large); run++) {
      large = large.each(Math::min, of(name, SMALL * TIMES));
    }
    inProportion("the waybill", small.waybill, large.waybill);
    inProportion("its timing", small.timing, large.timing);
    inProportion("the receipt", small.receipt, large.receipt);
    inProportion("the trace", small.trace, large.trace);
  }

  private static boolean isInProportion(Bytes small, Bytes large) {
    return grew(small.waybill, large.waybill) < AT_MOST
        && grew(small.timing, large.timing) < AT_MOST
        && grew(small.receipt, large.receipt) < AT_MOST
        && grew(small.trace, large.trace) < AT_MOST;
  }

  private static double grew(long small, long large) {
    return large / (double) small / TIMES;
  }

  private static void inProportion(String what, long small, long large) {
    double grew = grew(small, large);
    assertTrue(
        grew < AT_MOST,
        () -> "%s: %d bytes became %d, %.1f times what is due".formatted(what, small, large, grew));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void whatIsMadeOfARunGrowsInProportionToIt(String name) {
    growsInProportion(name);
  }

  @Test
  void aMapThatReadsWhatAnotherGaveGrowsInProportion() {
    growsInProportion(READS_A_MAP);
  }

  @Test
  void piecesOfAnAnswerGrowInProportion() {
    growsInProportion(PIECES);
  }

  @Test
  void piecesOfManyAnswersGrowInProportion() {
    growsInProportion(PIECES_IN_A_MAP);
  }

  @Test
  void sevenHundredCallsAreInTwoTraces() {
    var run = LocalEngine.create().run(Documents.sevenCalls(100), Map.of("documents", 1));
    var traces = new HashSet<String>();
    var found = TRACE.matcher(OtlpJson.of(run.waybill()));
    while (found.find()) {
      traces.add(found.group(1));
    }
    assertTrue(traces.size() <= 2, () -> traces.size() + " traces of at most 2,000 spans");
  }
}
