package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.exception.LangChain4jException;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which of several places is asked. */
class StationsTest {
  private static final Throwable RESET =
      new LangChain4jException(
          "reset", new WorkException(ErrorKind.TRANSIENT, Usage.UNKNOWN, "reset"));
  private static final Throwable TOO_MANY =
      new LangChain4jException(
          "slowly", new WorkException(ErrorKind.RATE_LIMITED, Usage.NONE, "slowly"));

  private final AtomicLong clock = new AtomicLong();
  private final Stations three = new Stations(served(3), clock::get);

  private static NamedModel served(int places) {
    var urls =
        IntStream.range(0, places).mapToObj(i -> Place.of("http://gpu%d:8080/v1".formatted(i)));
    return new NamedModel(Maker.OPENAI, "m-1", urls.toList(), "", true, Dials.NONE);
  }

  private static List<String> conversations() {
    return IntStream.range(0, 3000).mapToObj(i -> "conversation-" + i).toList();
  }

  @Test
  void aConversationStaysWhereItIsAndTheyAreSpreadEvenly() {
    var each = new HashMap<Station, Integer>();
    for (var conversation : conversations()) {
      var first = three.next(conversation);
      assertEquals(first, three.next(conversation));
      each.merge(first, 1, Integer::sum);
    }
    assertEquals(3, each.size());
    each.values().forEach(count -> assertTrue(count > 850 && count < 1150, each::toString));
  }

  @Test
  void whenOneIsDownOnlyItsOwnConversationsMoveAndTheyComeBack() {
    var before = new HashMap<String, Station>();
    conversations().forEach(each -> before.put(each, three.next(each)));
    var down = three.next("conversation-0");
    down.failed(RESET);
    var moved = new HashMap<Station, Integer>();
    before.forEach(
        (conversation, station) -> {
          var now = three.next(conversation);
          assertNotEquals(down, now);
          assertTrue(station.equals(down) || now.equals(station), "it had no reason to move");
          if (station.equals(down)) {
            moved.merge(now, 1, Integer::sum);
          }
        });
    assertEquals(2, moved.size(), "both others take some");
    clock.addAndGet(Duration.ofSeconds(11).toNanos());
    before.forEach((conversation, station) -> assertEquals(station, three.next(conversation)));
  }

  @Test
  void whatAnswersAgainIsUpAtOnceAndWhoIsBusyIsNotDown() {
    var home = three.next("c");
    home.failed(TOO_MANY);
    assertEquals(home, three.next("c"));
    home.failed(RESET);
    assertNotEquals(home, three.next("c"));
    home.answered();
    assertEquals(home, three.next("c"));
  }

  @Test
  void whenAllAreDownSomebodyIsAskedAllTheSame() {
    var home = three.next("c");
    conversations().forEach(each -> three.next(each).failed(RESET));
    assertEquals(home, three.next("c"));
  }

  @Test
  void whatBelongsToNoConversationGoesInTurnsWhereTheLeastIsToDo() {
    var turns = IntStream.range(0, 6).mapToObj(i -> three.next("")).toList();
    assertEquals(turns.subList(0, 3), turns.subList(3, 6));
    assertEquals(3, turns.stream().distinct().count());
    turns.get(0).begins();
    turns.get(1).begins();
    for (int i = 0; i < 6; i++) {
      assertEquals(turns.get(2), three.next(""));
    }
    turns.get(0).ends();
    turns.get(2).begins();
    assertEquals(turns.get(0), three.next(""));
    turns.get(0).failed(RESET);
    assertNotEquals(turns.get(0), three.next(""));
  }

  @Test
  void anotherProcessSendsTheSameConversationToTheSamePlace() {
    var other = new Stations(served(3), clock::get);
    var places = Map.of("x", three.next("x").model(), "y", three.next("y").model());
    places.forEach((conversation, model) -> assertEquals(model, other.next(conversation).model()));
  }
}
