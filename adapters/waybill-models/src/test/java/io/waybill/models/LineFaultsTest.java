package io.waybill.models;

import io.waybill.testkit.billing.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The line breaks. */
class LineFaultsTest extends FaultBench {
  static final List<Fault> FAULTS =
      List.of(
          refused(),
          Fault.raw("reset before the headers", (talk, way) -> talk.reset()),
          Fault.raw(
              "reset before the first byte", (talk, way) -> talk.openChunked(way.type()).reset()),
          Fault.raw(
              "reset in the body",
              (talk, way) -> {
                talk.openChunked(way.type()).chunk(way.opening() + way.token("Two "));
                talk.chunk(way.token("years "));
                talk.pause(Fault.BRIEF.dividedBy(10)).reset();
              }),
          Fault.raw(
              "reset inside a character",
              (talk, way) -> {
                var whole = (way.opening() + way.token("🚚")).getBytes(StandardCharsets.UTF_8);
                int end = new String(whole, StandardCharsets.ISO_8859_1).indexOf('\u00f0') + 2;
                talk.openChunked(way.type()).chunk(Arrays.copyOf(whole, end));
                talk.pause(Fault.BRIEF.dividedBy(10)).reset();
              }),
          Fault.raw(
              "reset inside a tool's arguments",
              (talk, way) -> {
                talk.openChunked(way.type()).chunk(way.opening() + way.cutCall());
                talk.pause(Fault.BRIEF.dividedBy(10)).reset();
              }),
          Fault.billed("cut off after two tokens", Answer.of("It is two years.").droppingAfter(2)),
          Fault.raw(
                  "a stream that ends before its answer does",
                  (talk, way) -> talk.open(way.type()).say(way.opening() + way.token("Two ")))
              .only(Way.STREAMED, Way.ANTHROPIC, Way.OLLAMA));

  private static Fault refused() {
    var gone = Fault.billed("connection refused", Answer.of("never"));
    return new Fault(
        gone.name(),
        gone.ways(),
        way -> {
          var scene = gone.world().of(way);
          scene.close();
          return scene;
        },
        gone.patience(),
        gone.asked());
  }

  @Override
  List<Fault> faults() {
    return FAULTS;
  }
}
