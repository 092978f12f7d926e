package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.run.LocalEngine;
import io.waybill.testkit.Pace;
import io.waybill.testkit.Reply;
import io.waybill.testkit.ScriptedModel;
import io.waybill.testkit.ScriptedWork;
import io.waybill.testkit.VirtualTime;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A step that others went on from before it had answered, as spans. */
class OverlapTest {
  /** A word every 10 ms: its sentences are there at 40, 80 and 110 ms. */
  private static final String STORY =
      "One two three four. Five six seven eight. Nine ten eleven twelve.";

  /** The story is told, and each of its sentences worked on for so many milliseconds. */
  private static Waybill told(int atMost, int... millis) {
    var time = new VirtualTime();
    var words = new Pace(Duration.ZERO, Duration.ZERO, Duration.ofMillis(10));
    var teller = ScriptedModel.<String>named("maker", "teller").at(words).on(time.scheduler());
    var starts = List.of("One", "Five", "Nine");
    var say =
        ScriptedWork.<String, String>named("slow")
            .by(
                (piece, call) ->
                    Reply.of(piece)
                        .after(Duration.ofMillis(millis[starts.indexOf(piece.split(" ")[0])])))
            .on(time.scheduler());
    var plan =
        Flow.<List<String>>plan(
            "telling",
            flow ->
                flow.each(
                    "each",
                    Bind.sentences(
                        flow.call(
                            "tell", flow.input("topic", String.class), teller.answers(STORY))),
                    atMost,
                    (item, sentence) -> item.call("say", sentence, say)));
    var engine = LocalEngine.builder().clock(time.clock()).build();
    return time.run(engine, plan, Map.of("topic", "x")).waybill();
  }

  private static List<String> walked(List<Drawn> drawn) {
    var names =
        drawn.stream().collect(Collectors.toMap(one -> "" + one.node().serial, Drawn::name));
    var on = new LinkedHashSet<String>();
    Walks.over(drawn)
        .forEach(section -> on.add(Objects.requireNonNull(names.get(section.span().id()))));
    return on.stream().filter(name -> !name.matches("(invoke_workflow|each|item) .*")).toList();
  }

  private static List<String> critical(Waybill waybill) {
    return waybill.timing().lines().stream()
        .filter(Timing.OfLine::critical)
        .map(Timing.OfLine::path)
        .toList();
  }

  private static Node named(List<Drawn> drawn, String name) {
    return drawn.stream()
        .filter(one -> one.name().equals(name))
        .map(Drawn::node)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStepIsDrawnOnceMoreUpToItsFirstPiece() {
    var drawn = Drawing.of(told(1, 50, 50, 50));
    var step = named(drawn, "step tell");
    var beginning = named(drawn, "beginning tell");
    var each = named(drawn, "each each");
    assertEquals(step.start, beginning.start);
    assertEquals(step.parent, beginning.parent);
    assertEquals(40_000, beginning.end, 10);
    assertEquals(beginning.end + 1, each.start);
    assertEquals(110_000, step.end, 10);
    assertEquals((long) drawn.size(), drawn.get(drawn.size() - 1).attributes().get(Names.EXPECTED));
    var said = named(drawn, "step say");
    var links =
        drawn.stream().filter(one -> one.node().equals(said)).findFirst().orElseThrow().links();
    assertEquals(List.of(step), links);
  }

  @Test
  void whoeverWalksBackComesToThePieceThatWasWaitedFor() {
    var first = told(1, 50, 50, 50);
    assertEquals(List.of("tell", "each[0]/say", "each[1]/say", "each[2]/say"), critical(first));
    assertEquals(
        List.of("beginning tell", "execute_tool slow"),
        walked(Drawing.of(first)).stream().distinct().toList());
    var second = told(3, 5, 500, 5);
    assertEquals(List.of("tell", "each[1]/say"), critical(second));
    assertEquals(List.of("beginning tell", "execute_tool slow"), walked(Drawing.of(second)));
    assertEquals(80_000, named(Drawing.of(second), "beginning tell").end, 20);
  }

  @Test
  void whoeverWaitedForTheWholeAnswerWalksThroughAllOfIt() {
    var waybill = told(3, 5, 5, 50);
    assertEquals(List.of("tell", "each[2]/say"), critical(waybill));
    assertEquals(List.of("chat teller", "execute_tool slow"), walked(Drawing.of(waybill)));
    assertTrue(named(Drawing.of(waybill), "beginning tell").end < 41_000);
  }
}
