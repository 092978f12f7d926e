package io.waybill.telemetry.jaeger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.telemetry.OtlpJson;
import io.waybill.telemetry.Runs;
import io.waybill.telemetry.Waited;
import io.waybill.telemetry.Walked;
import io.waybill.testkit.outside.Needs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Jaeger finds the same critical path in a trace as the ledger does in the run. */
@Needs(Jaeger.PROGRAM)
@Timeout(1200)
class CriticalPathTest {
  private static final int RUNS = 200;
  private static final Pattern TRACE = Pattern.compile("\"traceId\":\"([0-9a-f]{32})\"");
  private static final Pattern EXPECTED =
      Pattern.compile("waybill.spans.expected\",\"value\":\\{\"intValue\":\"(\\d+)\"");

  @Test
  void twoHundredRandomRunsHaveTheSameStepsOnTheirCriticalPathInBothBooks() throws IOException {
    var found = new LinkedHashMap<String, Integer>();
    var different = new ArrayList<String>();
    try (var jaeger = Jaeger.start()) {
      var tools = jaeger.tools();
      for (long seed = 0; seed < RUNS; seed++) {
        var waybill = Runs.of(seed);
        assertTrue(saysWhenItWasReady(waybill), "seed " + seed);
        var trace = sent(waybill, jaeger);
        var onIt = tools.isPresent() ? tools.get().criticalPath(trace.id()) : walked(trace);
        var theirs = steps(onIt, trace);
        var ours = critical(waybill);
        var verdict = verdict(theirs, ours, waybill);
        found.merge(verdict, 1, Integer::sum);
        if (verdict.equals("different")) {
          different.add("seed %d: Jaeger %s, ledger %s".formatted(seed, theirs, ours));
        }
      }
      System.out.printf(
          "critical paths of %d runs, %s and the ledger's: %s%n",
          RUNS, tools.isPresent() ? "Jaeger's own" : "walked over what Jaeger gave back", found);
    }
    assertEquals(List.of(), different);
    assertTrue(found.get("the same") > RUNS * 95 / 100, found::toString);
  }

  /** Arrives as exporters send it, and is read back. */
  private static Trace sent(Waybill waybill, Jaeger jaeger) throws IOException {
    var otlp = OtlpJson.of(waybill);
    jaeger.receive(otlp);
    return jaeger.trace(first(TRACE, otlp), Integer.parseInt(first(EXPECTED, otlp)));
  }

  private static String first(Pattern pattern, String text) {
    var found = pattern.matcher(text);
    assertTrue(found.find(), () -> "no " + pattern + " in " + text);
    return found.group(1);
  }

  private static List<String> walked(Trace trace) {
    var spans =
        trace.spans().stream()
            .map(
                span ->
                    new Walked.Span(span.id(), span.parent().orElse(""), span.start(), span.end()))
            .toList();
    return Walked.of(spans).stream().map(section -> section.span().id()).toList();
  }

  /** The steps that spans belong to, from the first on; spans come from the last on. */
  private static List<String> steps(List<String> spans, Trace trace) {
    var steps = new LinkedHashSet<String>();
    for (int i = spans.size() - 1; i >= 0; i--) {
      step(trace.span(spans.get(i)), trace).ifPresent(steps::add);
    }
    return List.copyOf(steps);
  }

  /** Only steps say whether they are critical. */
  private static Optional<String> step(Trace.Span span, Trace trace) {
    var at = Optional.of(span);
    while (at.isPresent() && at.get().tag("waybill.critical").isEmpty()) {
      at = at.get().parent().map(trace::span);
    }
    return at.map(step -> step.tag("waybill.step.path"));
  }

  private static List<String> critical(Waybill waybill) {
    return waybill.timing().lines().stream()
        .filter(Timing.OfLine::critical)
        .map(Timing.OfLine::path)
        .toList();
  }

  private static String verdict(List<String> theirs, List<String> ours, Waybill waybill) {
    if (theirs.equals(ours)) {
      return "the same";
    }
    if (tied(theirs, waybill)) {
      return "tied within a microsecond";
    }
    return "different";
  }

  /**
   * Whether every step was ready when the last one that it waited for had ended. A trace shows only
   * times: of a step that is stamped otherwise it could not tell what it waited for.
   */
  private static boolean saysWhenItWasReady(Waybill waybill) {
    var waited = Waited.of(waybill);
    return waybill.lines().stream().filter(line -> !line.inner()).allMatch(waited::noLonger);
  }

  /** Whether another path is as long as the critical path, to the microsecond. */
  private static boolean tied(List<String> path, Waybill waybill) {
    var walls =
        waybill.timing().lines().stream()
            .collect(Collectors.toMap(Timing.OfLine::path, line -> line.wall().toNanos()));
    long sum = path.stream().mapToLong(step -> walls.getOrDefault(step, 0L)).sum();
    return Math.abs(sum - waybill.timing().longest().toNanos()) < 1000;
  }
}
