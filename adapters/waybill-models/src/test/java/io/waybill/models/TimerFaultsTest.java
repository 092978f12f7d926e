package io.waybill.models;

import io.waybill.testkit.billing.Answer;
import java.util.List;
import java.util.stream.Stream;

/** The answer does not come, or not fast enough. */
class TimerFaultsTest extends FaultBench {
  static final List<Fault> FAULTS =
      Stream.of(
              Fault.raw("headers never", (talk, way) -> talk.stall()),
              Fault.billed("no answer at all", Answer.SILENCE),
              Fault.raw("200, then nothing", (talk, way) -> talk.openChunked(way.type()).stall()),
              Fault.raw(
                  "200 and a beginning, then silence",
                  (talk, way) ->
                      talk.openChunked(way.type())
                          .chunk(way.opening() + way.token("Two "))
                          .stall()),
              Fault.billed(
                      "silence after two tokens", Answer.of("It is two years.").stallingAfter(2))
                  .only(Way.STREAMED, Way.ANTHROPIC, Way.OLLAMA),
              Fault.raw(
                  "a byte at a time",
                  (talk, way) -> {
                    talk.openChunked(way.type());
                    var text = way.opening() + way.token("Two years and more, in the long run. ");
                    for (char letter : text.toCharArray()) {
                      talk.chunk(String.valueOf(letter)).pause(Fault.BRIEF.dividedBy(10));
                    }
                  }))
          .map(Fault::brief)
          .toList();

  @Override
  List<Fault> faults() {
    return FAULTS;
  }
}
