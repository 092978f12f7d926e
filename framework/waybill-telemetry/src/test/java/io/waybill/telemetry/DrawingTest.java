package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What holds for the drawing of any run. */
class DrawingTest {
  private static final int RUNS = Integer.getInteger("runs", 400);

  private static List<Waybill> ticking = List.of();
  private static List<Waybill> virtual = List.of();
  private static List<Waybill> kept = List.of();
  private static List<Waybill> hedged = List.of();

  @BeforeAll
  static void run() {
    ticking = LongStream.range(0, RUNS).mapToObj(Runs::of).toList();
    virtual = LongStream.range(0, RUNS).mapToObj(Runs::onVirtualTime).toList();
    kept = LongStream.range(0, RUNS / 2).mapToObj(Runs::kept).toList();
    hedged = LongStream.range(0, RUNS / 2).mapToObj(Runs::hedged).toList();
    long second =
        hedged.stream()
            .flatMap(waybill -> waybill.ledger().postings().stream())
            .filter(posting -> posting.how().role() == Posting.Role.HEDGE)
            .count();
    System.out.printf("%d runs with %d attempts beside others%n", hedged.size(), second);
    assertTrue(second > hedged.size());
  }

  private static void ofAll(Consumer<Waybill> check) {
    ofAll(ticking, check);
    ofAll(virtual, check);
    ofAll(kept, check);
    ofAll(hedged, check);
  }

  private static void ofAll(List<Waybill> waybills, Consumer<Waybill> check) {
    for (var waybill : waybills) {
      try {
        check.accept(waybill);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(waybill.run() + ": " + e.getMessage() + "\n" + waybill, e);
      }
    }
  }

  private static Node node(Drawn drawn) {
    return drawn.node();
  }

  private static List<Node> children(Node node) {
    return Stream.iterate(node.first, Objects::nonNull, child -> child.next).toList();
  }

  @Test
  void childrenLieInsideTheirParentsAndNoTwoOfThemTouch() {
    ofAll(
        waybill -> {
          for (var drawn : Drawing.of(waybill)) {
            var node = drawn.node();
            assertTrue(node.start < node.end, () -> drawn.name() + " takes no time");
            for (var child : children(node)) {
              assertTrue(
                  node.start <= child.start && child.end <= node.end,
                  () -> child.kind + " " + child.path + " sticks out of " + drawn.name());
              for (var other : children(node)) {
                assertTrue(
                    child == other
                        || child.end != other.start
                        || beside(child, other)
                        || dropped(child),
                    () -> child.path + " touches " + other.path);
              }
            }
          }
        });
  }

  /** Attempts at one step that overlap anyway. */
  private static boolean beside(Node one, Node other) {
    var step = one.parent;
    return step != null
        && one.path.equals(other.path)
        && children(step).stream().anyMatch(attempt -> attempt.role == Posting.Role.HEDGE);
  }

  /** What was dropped ends where there is room before whatever went on; nothing waits for it. */
  private static boolean dropped(Node node) {
    var attempt = node.kind == Node.Kind.STEP ? node.counting() : node;
    return attempt != null && attempt.dropped();
  }

  @Test
  void everyTraceHasOneRootThatTellsHowManySpansThereAre() {
    ofAll(
        waybill -> {
          var traces = Drawing.of(waybill, 20).stream().collect(byTrace());
          for (var trace : traces.values()) {
            var roots = trace.stream().filter(drawn -> drawn.node().parent == null).toList();
            assertEquals(1, roots.size());
            assertEquals((long) trace.size(), roots.get(0).attributes().get(Names.EXPECTED));
          }
        });
  }

  private static Collector<Drawn, ?, Map<Integer, List<Drawn>>> byTrace() {
    return Collectors.groupingBy(drawn -> drawn.node().part.number);
  }

  @Test
  void aStepBeginsAfterAllThatItWaitedFor() {
    ofAll(
        ticking,
        waybill -> {
          var steps = steps(Drawing.of(waybill));
          for (var line :
              Waited.saysWhenItWasReady(waybill) ? waybill.lines() : List.<Waybill.Line>of()) {
            for (var before : line.inner() ? List.<String>of() : line.after()) {
              assertTrue(
                  !steps.containsKey(before)
                      || cancelled(steps.get(before))
                      || steps.get(before).end < steps.get(line.path()).start,
                  () -> line.path() + " begins before the end of " + before);
            }
          }
        });
  }

  /** What was dropped with its body is drawn by where that ended, if that is known. */
  private static boolean cancelled(Node step) {
    return children(step).stream()
        .anyMatch(child -> child.posting != null && child.posting.fate() == Posting.Fate.CANCELLED);
  }

  private static Map<String, Node> steps(List<Drawn> drawn) {
    return drawn.stream()
        .map(DrawingTest::node)
        .filter(node -> node.kind == Node.Kind.STEP)
        .collect(Collectors.toMap(node -> node.path, node -> node));
  }

  @Test
  void theMoneyOnAttemptsAddsUpToTheLedgerAndTheRoot() {
    ofAll(
        waybill -> {
          var drawn = Drawing.of(waybill);
          long sum = 0;
          int attempts = 0;
          for (var span : drawn) {
            var cost = span.attributes().get(Names.COST);
            attempts += span.node().posting == null ? 0 : 1;
            sum += cost == null ? 0 : cost;
            assertEquals(
                span.node().posting != null && span.node().posting.cost().unpriced() == 0,
                cost != null,
                "only what has a price has an amount");
          }
          var total = waybill.ledger().total();
          assertEquals(waybill.ledger().postings().size(), attempts);
          assertEquals(total.known().nanoUsd(), sum);
          var root = drawn.get(drawn.size() - 1).attributes();
          if (total.unpriced() < attempts || attempts == 0) {
            assertEquals(sum, root.get(Names.COST_TOTAL));
          }
          assertEquals(total.unpriced(), Objects.requireNonNullElse(root.get(Names.UNPRICED), 0L));
        });
  }

  @Test
  void thePartsOfAnAttemptsTimeAddUp() {
    ofAll(
        waybill -> {
          for (var span : Drawing.of(waybill)) {
            var posting = span.node().posting;
            if (posting != null) {
              long sum =
                  List.of(Names.QUEUE, Names.SETUP, Names.TTFT, Names.GENERATION, Names.TAIL)
                      .stream()
                      .mapToLong(name -> Objects.requireNonNull(span.attributes().get(name)))
                      .sum();
              assertEquals(Math.max(0, posting.ended() - posting.ready()), sum);
            }
          }
        });
  }

  @Test
  void whatJaegerWalksTilesTheRoot() {
    ofAll(
        waybill -> {
          var drawn = Drawing.of(waybill);
          var root = drawn.get(drawn.size() - 1).node();
          long at = root.start;
          for (var section : Walks.over(drawn)) {
            assertEquals(at, section.from(), "sections follow each other");
            at = section.to();
          }
          assertEquals(root.end, at);
        });
  }
}
