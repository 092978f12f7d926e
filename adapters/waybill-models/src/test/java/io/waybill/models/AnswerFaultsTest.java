package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.testkit.billing.Answer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** There is an answer, and something is wrong with it. */
class AnswerFaultsTest extends FaultBench {
  private static final String BIG = "x".repeat(1 << 20);

  static final List<Fault> FAULTS =
      List.of(
          Fault.billed(
                  "an error inside a stream",
                  Answer.of("It is two years.").failingAfter(2, 529, "too much to do"))
              .only(Way.STREAMED, Way.ANTHROPIC, Way.OLLAMA),
          Fault.billed(
                  "an error of the caller's inside a stream",
                  Answer.of("It is two years.").failingAfter(2, 400, "not like this"))
              .only(Way.STREAMED, Way.ANTHROPIC),
          Fault.raw(
                  "an error in a 200",
                  (talk, way) ->
                      talk.open("application/json")
                          .say("{\"error\":{\"message\":\"slowly\",\"code\":429}}"))
              .only(Way.WHOLE),
          Fault.billed("a content filter's stop", Answer.of("Two").finishing("content_filter"))
              .only(Way.STREAMED, Way.WHOLE),
          Fault.billed("a refusal", Answer.refusal("I will not."))
              .only(Way.STREAMED, Way.WHOLE, Way.ANTHROPIC),
          Fault.raw(
              "an answer of 50 MB",
              (talk, way) -> {
                talk.open(way.type()).say(way.opening());
                for (int mebibytes = 0; mebibytes < 50; mebibytes++) {
                  talk.say(way.token(BIG));
                }
              }),
          Fault.raw(
              "a page in the place of an answer",
              (talk, way) -> talk.open("text/html").say("<html>Please log in</html>")),
          Fault.raw(
                  "invalid JSON",
                  (talk, way) ->
                      talk.open(way.type())
                          .say(
                              way == Way.STREAMED || way == Way.ANTHROPIC
                                  ? "event: message_start\ndata: {\"choices\": [tru\n\n"
                                  : "{\"choices\": [tru\n"))
              .only(Way.STREAMED, Way.WHOLE, Way.ANTHROPIC, Way.OLLAMA),
          Fault.billed("no usage", Answer.of("It is two years.").withoutUsage()));

  @Override
  List<Fault> faults() {
    return FAULTS;
  }

  @Test
  void thePageHasARowForEachFaultAndNoOther() {
    var tried =
        Stream.of(LineFaultsTest.FAULTS, TimerFaultsTest.FAULTS, StatusFaultsTest.FAULTS, FAULTS)
            .flatMap(List::stream)
            .map(Fault::name)
            .toList();
    assertEquals(tried, List.copyOf(FaultsPage.rows().keySet()));
  }
}
