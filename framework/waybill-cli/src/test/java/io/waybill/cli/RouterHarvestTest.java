package io.waybill.cli;

import static io.waybill.cli.Shell.waybill;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.feedback.DecisionId;
import io.waybill.routing.feedback.DecisionLog;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Score;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class RouterHarvestTest {
  @TempDir Path folder;

  /** The first call of a run. */
  private record First(String run) implements CallContext {
    @Override
    public String path() {
      return "intent";
    }
  }

  /** Two decisions that somebody liked and one that nobody did. */
  static Path log(Path folder) {
    var file = folder.resolve("decisions.jsonl");
    Router<String> teacher =
        Router.described(
            WorkInfo.named("teacher").build(),
            (text, call) ->
                Mono.just(Outcome.of(Choice.of("billing").on(Choice.Grounds.by("model")))));
    try (var log = DecisionLog.at(file)) {
      var kept = log.remember(teacher, text -> text);
      kept.perform("my invoice, to ann@example.com", new First("r1")).block();
      kept.perform("My  invoice, to ann@example.com", new First("r2")).block();
      kept.perform("nobody liked this", new First("r3")).block();
      log.outcome(new DecisionId("r1", "intent"), score(1));
      log.outcome(new DecisionId("r2", "intent"), score(1));
      log.outcome(new DecisionId("r3", "intent"), score(0));
    }
    return file;
  }

  private static Score score(double value) {
    return new Score("helpful", value, "", Score.Origin.PERSON);
  }

  @Test
  void whatWasDecidedAndAcceptedBecomesRowsWithoutPrivateData() throws IOException {
    var out = folder.resolve("rows.jsonl");
    var said =
        waybill(
            "router",
            "harvest",
            log(folder).toString(),
            "--metric",
            "helpful",
            "--teacher-cost",
            "0.002",
            "--small-cost",
            "0",
            "--out",
            out.toString());
    assertEquals(0, said.exit(), said::toString);
    assertTrue(said.out().startsWith(out + ": 1 row to fit on\n"), said.out());
    assertTrue(said.out().contains("  left out 1: nobody accepted it\n"), said.out());
    assertTrue(said.out().contains("an estimate: $0.004 on 2 cases"), said.out());
    var rows = Files.readString(out);
    assertTrue(rows.contains("\"label\":\"billing\""), rows);
    assertTrue(!rows.contains("ann@example.com"), rows);
    var none = waybill("router", "harvest", out + "x", "--metric", "m", "--out", "x");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("there is no such file. Did you mean"), none.err());
  }
}
