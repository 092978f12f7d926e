package io.waybill.benchmarks.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All peers do the same: what is compared has the same results. */
class PeersTest {
  private static final Task BRIEF = Task.blocking(Duration.ofMillis(1));
  private static final Task TIMED = Task.asynchronous(Duration.ofMillis(1));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop",
        "reactor",
        "threads",
        "waybill",
        "waybill-followed",
        "waybill-journal",
        "langchain4j",
        "langgraph4j"
      })
  void aChainAddsOneForEachStep(String peer) throws Exception {
    assertEquals(1, Peers.named(peer).chain(1, Calls.INSTANT).run(0));
    assertEquals(71, Peers.named(peer).chain(64, Calls.INSTANT).run(7));
    assertEquals(4, Peers.named(peer).chain(4, BRIEF).start(0).get(60, TimeUnit.SECONDS));
    assertEquals(4, Peers.named(peer).chain(4, TIMED).start(0).get(60, TimeUnit.SECONDS));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reactor",
        "threads",
        "waybill",
        "waybill-followed",
        "waybill-journal",
        "langchain4j",
        "langchain4j-default",
        "langgraph4j",
        "langgraph4j-default"
      })
  void branchesMeetAgain(String peer) throws Exception {
    var on = Peers.named(peer);
    for (var task : List.of(Calls.INSTANT, BRIEF, TIMED)) {
      assertEquals(64 * 3, on.fan(64, task).run(2));
      assertEquals(9, on.diamond(task).run(0));
      assertEquals(4, on.skewed(task, task).run(0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"loop", "reactor", "waybill", "waybill-followed", "langchain4j", "langgraph4j"})
  void everyBranchOfADecisionIsTaken(String peer) throws Exception {
    var route = Peers.named(peer).route(30);
    for (int n = 0; n < 30; n++) {
      assertEquals(1000 + n, route.run(n));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"loop", "reactor", "waybill", "waybill-followed", "langchain4j", "langgraph4j"})
  void everyTokenIsHeard(String peer) throws Exception {
    var heard = new ArrayList<String>();
    assertEquals(1000, Peers.named(peer).talk().run(1000, heard::add));
    assertEquals(1000, heard.size());
    assertEquals(1000, Tokens.produced());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loop",
        "waybill",
        "waybill-journal",
        "langchain4j",
        "langgraph4j",
        "langgraph4j-saver"
      })
  void stateBesidesChangesNothing(String peer) throws Exception {
    assertEquals(8, Peers.named(peer).carrying(8, 0).run(0));
    assertEquals(8, Peers.named(peer).carrying(8, 10_000).run(0));
  }

  @Test
  void bothWhoTellOpenTelemetryTellOfEveryStep() throws Exception {
    assertEquals(9, TracedBenchmark.spans("loop"));
    assertTrue(TracedBenchmark.spans("waybill") >= 9);
    try (var nothing = new Tracing(Tracing.Mode.NOOP)) {
      assertEquals(8, Peers.named("waybill").traced(8, nothing).run(0));
    }
  }

  /** Else a limit would be beaten by doing less. */
  @Test
  void theSpansByHandCostWhatTheModelCosts() {
    var cost = Priced.BOOK.price(OnWaybill.priced().info(), Priced.USAGE, Instant.EPOCH);
    assertEquals(Priced.NANO_USD, cost.known().nanoUsd());
  }

  @ParameterizedTest
  @ValueSource(strings = {"reactor", "waybill", "waybill-followed"})
  void aBranchThatFailsFailsTheRun(String peer) throws Exception {
    var fan = Peers.named(peer).fan(3, new Siblings(3, true));
    var error = assertThrows(Exception.class, () -> fan.run(0));
    assertTrue(Boom.depthIn(error) >= 0, error.toString());
  }

  @Test
  void whatAPeerDoesNotOfferIsSaid() {
    var error =
        assertThrows(UnsupportedOperationException.class, () -> Peers.named("threads").route(3));
    assertEquals("OnThreads does not offer a decision", error.getMessage());
  }

  @Test
  void aPeerThatDoesNotExistIsNamedWithThoseThatDo() {
    var error = assertThrows(IllegalArgumentException.class, () -> Peers.named("waybil"));
    assertTrue(error.getMessage().startsWith("no peer 'waybil'. Did you mean 'waybill'?"));
  }
}
