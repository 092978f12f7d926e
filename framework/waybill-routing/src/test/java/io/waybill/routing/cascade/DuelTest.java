package io.waybill.routing.cascade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.ledger.Cost;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DuelTest {
  @TempDir Path folder;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void rowsAreReadWithWhatIsKnownOfThem() throws IOException {
    var file =
        file(
            "duels.jsonl",
            """
            {"text": "Who?", "answer": "Ann", "right": true, "large_right": false, "usd": 0.0000015, "ms": 1.5, "large_usd": "0.02", "large_ms": 800}
            {"text": "Who else?", "answer": "", "finish": "LENGTH", "right": "false", "large_right": true}
            """);
    assertEquals(
        List.of(
            new Duel(
                new Answered("Who?", "Ann"),
                new Tried(true, Cost.of(new Money(1500)), Optional.of(Duration.ofNanos(1_500_000))),
                new Tried(
                    false, Cost.of(new Money(20_000_000)), Optional.of(Duration.ofMillis(800)))),
            new Duel(
                new Answered("Who else?", new Answer("", Outcome.Finish.LENGTH)),
                new Tried(false, Cost.UNPRICED, Optional.empty()),
                new Tried(true, Cost.UNPRICED, Optional.empty()))),
        Duel.read(file));
  }

  @Test
  void aTableIsReadAsWell() throws IOException {
    var file = file("duels.csv", "text,answer,right,large_right\nWho?,Ann,true,true\n");
    assertEquals("Ann", Duel.read(file).get(0).asked().text());
  }

  @Test
  void allThatIsWrongIsSaidAtOnce() throws IOException {
    var file =
        file(
            "duels.jsonl",
            """
            {"text": "Who?", "right": "yes", "large_right": true, "usd": -1}
            {"text": "Who?", "answer": "", "right": true, "large_right": true, "finish": "LENGHT", "ms": "NaN"}
            {"text": "Who?", "answer": "", "right": true}
            {"text": "Who?", "answer": "", "right": true, "large_right": true, "usd": "1e2147483647"}
            {"text": "Who?", "answer": "", "right": true, "large_right": true, "ms": "1e-9999999"}
            """);
    var said = assertThrows(IllegalArgumentException.class, () -> Duel.read(file)).getMessage();
    for (var problem :
        List.of(
            "line 1: has no \"answer\"",
            "line 1: \"right\" is 'yes': write true or false",
            "line 1: \"usd\" is '-1': write a number",
            "line 2: \"finish\" is 'LENGHT'. Did you mean 'LENGTH'?",
            "line 2: \"ms\" is 'NaN'",
            "line 3: has no \"large_right\"",
            "line 4: \"usd\" is '1e2147483647': write a number",
            "line 5: \"ms\" is '1e-9999999': write a number")) {
      assertTrue(said.contains(problem), said);
    }
    var none = file("none.jsonl", "");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Duel.read(none))
            .getMessage()
            .contains("there is no row in it"));
  }
}
