package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Body;
import io.waybill.plan.Finish;
import io.waybill.plan.Plan;
import io.waybill.plan.Ref;
import io.waybill.plan.Rescue;
import io.waybill.plan.Step;
import io.waybill.plan.Weighing;
import io.waybill.run.LocalEngine;
import io.waybill.work.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Races in files: what they mean, and what is said of those that mean nothing. */
class RacesTest {
  @TempDir Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() {
    folder = WorkflowFolder.in(path);
  }

  private static String file(String finish) {
    return """
        waybill: 1
        plan: raced
        inputs: { ticket: text }
        steps:
          answer:
            race:
              note: { tool: note, with: "${{ inputs.ticket }}" }
              person:
                steps:
                  asked: { tool: inbox, with: "${{ inputs.ticket }}" }
                output: ${{ steps.asked }}
              given: { output: "${{ inputs.ticket }}" }
            %s
        output: ${{ steps.answer }}
        """
        .formatted(finish.replace("\n", "\n    "));
  }

  private static Flow.Runners<Object> runners(Flow flow, Ref<String> ticket) {
    return flow.race("answer")
        .run("note", runner -> any(runner.call("note", ticket, Shop.note())))
        .run("person", runner -> any(runner.call("asked", ticket, Shop.inbox())))
        .run("given", runner -> any(ticket));
  }

  private static Ref<Object> any(Ref<?> ref) {
    return Ref.to(ref.id());
  }

  private void same(Plan<?> java, String text) {
    assertEquals(java, folder.read(text));
    assertEquals(java, folder.read(Yaml.write(java, path, Shop.catalog())));
  }

  @Test
  void aRaceReadsAsItIsWrittenInJava() {
    same(
        Flow.plan("raced", flow -> runners(flow, flow.input("ticket", String.class)).first()),
        file("finish: first"));
    same(
        Flow.plan("raced", flow -> runners(flow, flow.input("ticket", String.class)).quorum(2)),
        file("finish: { quorum: 2 }"));
    same(
        Flow.plan(
            "raced", flow -> runners(flow, flow.input("ticket", String.class)).best(Shop.length())),
        file("finish: best\nscore: length"));
    same(
        Flow.plan(
            "raced",
            flow -> {
              var ticket = flow.input("ticket", String.class);
              return flow.rescue(
                  runners(flow, ticket).first(),
                  (body, failure) -> any(body.call("clerk", ticket, Shop.inbox())));
            }),
        file(
            "finish: first\non_error: { otherwise: { id: clerk, tool: inbox, with: \"${{ inputs.ticket }}\" } }"));
  }

  @Test
  void aRaceRuns() {
    var engine = LocalEngine.create();
    var first = folder.read(file("finish: first"));
    assertEquals("hi", engine.run(first, Map.of("ticket", "hi")).value());
    var best = folder.read(file("finish: best\nscore: length"));
    assertEquals("a person: hi", engine.run(best, Map.of("ticket", "hi")).value());
    var agreed = folder.read(file("finish: { quorum: 2 }"));
    assertEquals("hi", engine.run(agreed, Map.of("ticket", "hi")).value());
  }

  private void refused(String text, String... expected) {
    var refused = assertThrows(YamlException.class, () -> folder.read(text));
    assertEquals(
        List.of(expected),
        refused.problems().stream()
            .map(problem -> problem.toString().replaceAll("^.*?\\.yaml:", ""))
            .toList());
  }

  @Test
  void whatIsWrongWithARaceIsSaidWhereItIs() {
    refused(
        file("finish: frist"),
        "13:13 steps.answer.finish is 'frist'; write first, best or { quorum: 2 }. Did you mean 'first'? Known: first, best.");
    refused(
        file("finish: best"),
        "13:13 steps.answer.finish needs 'score', the tool that says how good a value is");
    refused(
        file("finish: first\nscore: length"),
        "14:12 steps.answer.score is only for 'finish: best'");
    refused(
        file("finish: best\nscore: lenght"),
        "14:12 steps.answer.score names 'lenght', which is no tool here. Did you mean 'length'? Known: charge, inbox, length, note, pay, post, shelf.");
    refused(file("finish: { quorum: 4 }"), "5:3 steps.answer wants 4 of its 3 runners to agree");
    refused(
        file("finish: { quorom: 2 }"),
        "13:13 steps.answer.finish needs 'quorum'",
        "13:15 steps.answer.finish has no 'quorom'. Did you mean 'quorum'? Known: quorum.");
    refused(
        file("finish: first\ntimeout: 8s"),
        "14:5 steps.answer has no 'timeout'. Known: id, race, score, finish, if, needs, on_error.");
  }

  @Test
  void aScorerThatGivesNoNumberIsRefused() {
    refused(
        file("finish: best\nscore: shelf"),
        "14:12 steps.answer.score weighs by work that gives a List; a scorer gives a number");
  }

  @Test
  void aRaceWaitsForNothingItself() {
    refused(
        """
        waybill: 1
        plan: raced
        steps:
          first: { value: 1 }
          last: { race: { a: { value: 2 } }, finish: first, needs: [first] }
        output: ${{ steps.last }}
        """,
        "5:3 steps.last.needs orders a race, which waits for nothing itself: give the 'needs' to its runners, or give it an 'if'");
  }

  @Test
  void whatNoFileCanSayOfARaceIsToldWhenItIsWritten() {
    var runner = new Body(List.of(), List.of(), Ref.to("ticket"));
    var race = new Weighing(Map.of("a", runner), Work.<Object, Integer>instant("own", x -> 1));
    Plan<?> plan =
        new Plan<>(
            "raced",
            List.of(new io.waybill.plan.Input("ticket", String.class, java.util.Set.of())),
            List.<Step>of(race.race("answer", Rescue.NONE)),
            Ref.to("answer"));
    var refused =
        assertThrows(IllegalArgumentException.class, () -> Yaml.write(plan, path, Shop.catalog()));
    assertTrue(
        String.valueOf(refused.getMessage()).contains("is weighed by what is no tool"),
        refused.getMessage());
    assertEquals(Finish.BEST, ((Step.Race) plan.steps().get(0)).finish());
  }
}
