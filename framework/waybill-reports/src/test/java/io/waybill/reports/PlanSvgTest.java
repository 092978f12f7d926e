package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class PlanSvgTest {
  @Test
  void everyStepBranchAndInputIsDrawnAndItIsXml() {
    var svg = PlanSvg.of(Desk.plan());
    var document = assertDoesNotThrow(() -> parsed(svg));
    var texts = document.getElementsByTagName("text");
    var seen = new java.util.ArrayList<String>();
    for (int i = 0; i < texts.getLength(); i++) {
      seen.add(texts.item(i).getTextContent());
    }
    for (var id :
        java.util.List.of(
            "ticket",
            "clean",
            "facts",
            "intent",
            "billing",
            "technical",
            "person",
            "otherwise",
            "check",
            "output")) {
      assertTrue(seen.contains(id), () -> id + " is not in " + seen);
    }
  }

  @Test
  void noTwoBoxesOfOneGraphOverlapAndEveryArrowRunsDown() {
    sound(PlanDrawing.of(Desk.plan()));
  }

  @Test
  void theRunnersOfARaceAreBoxesInItsBox() {
    var plan =
        Flow.plan(
            "raced",
            flow -> {
              var question = flow.input("question", String.class);
              return flow.race("answer")
                  .run("small", runner -> runner.call("ask", question, String::strip))
                  .run("large", runner -> runner.call("ask", question, String::trim))
                  .quorum(2);
            });
    var graph = PlanDrawing.of(plan);
    sound(graph);
    var race = graph.nodes().get(1);
    assertEquals("answer", race.title);
    assertEquals("race, quorum of 2 wins", race.detail);
    assertEquals(
        List.of("small", "large"), race.groups.stream().map(group -> group.title).toList());
  }

  @Test
  void theSamePlanGivesTheSamePicture() {
    assertEquals(PlanSvg.of(Desk.plan()), PlanSvg.of(Desk.plan()));
  }

  private static void sound(SvgGraph graph) {
    var nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertFalse(
            overlap(nodes.get(i), nodes.get(j)), nodes.get(i).title + " on " + nodes.get(j).title);
      }
    }
    graph
        .arrows()
        .forEach(
            arrow ->
                assertTrue(
                    arrow.from().y + arrow.from().height < arrow.to().y,
                    () -> arrow.from().title + " is not above " + arrow.to().title));
    nodes.forEach(node -> node.groups.forEach(group -> sound(group.graph)));
  }

  private static boolean overlap(SvgNode a, SvgNode b) {
    return a.x < b.x + b.width
        && b.x < a.x + a.width
        && a.y < b.y + b.height
        && b.y < a.y + a.height;
  }

  private static Document parsed(String svg) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
  }
}
