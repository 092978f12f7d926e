package io.waybill.benchmarks;

import io.waybill.local.Encoders;
import io.waybill.routing.Example;
import io.waybill.routing.Nearest;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.Outcome;
import java.util.List;
import reactor.core.publisher.Mono;

/** Two routers of three labels, that differ only in whether each text is read alone. */
final class Desk {
  private static final List<Example> EXAMPLES =
      List.of(
          new Example("I was charged twice", "billing"),
          new Example("my invoice is wrong", "billing"),
          new Example("where is my parcel", "order"),
          new Example("when will it be delivered", "order"),
          new Example("I cannot log in", "account"),
          new Example("how do I change my password", "account"));

  private final Nearest together = router(Encoders.minilm());
  private final Nearest alone = router(Encoders.minilm().alone());

  Mono<Outcome<Choice>> decided(String text) {
    return together.perform(text, CallContext.detached("route"));
  }

  Mono<Outcome<Choice>> decidedAlone(String text) {
    return alone.perform(text, CallContext.detached("route"));
  }

  private static Nearest router(Encoder encoder) {
    return Nearest.examples(EXAMPLES).with(encoder);
  }
}
