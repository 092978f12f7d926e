package io.waybill.routing.gain;

import io.waybill.testkit.RouterContract;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The gain router keeps the contract of routers. */
class GainContractTest extends RouterContract<Object> {
  @Override
  protected Work<Object, Choice> work() {
    return Desk.router(Tradeoff.BALANCED);
  }

  @Override
  protected List<Object> inputs() {
    return List.of(
        "a hard one",
        "an easy one",
        Situation.after("weak", 300, "hard"),
        Situation.after("weak", 300, "hard").waitingForATool());
  }

  @Override
  protected List<Object> outOfScope() {
    return List.of("", Situation.after("weak", 300, " "));
  }

  @Override
  protected Optional<Hanging<Object, Choice>> hanging() {
    var begun = Sinks.<Void>empty();
    var stopped = Sinks.<Void>empty();
    var slow =
        router(
            Mono.<Encoder.Encoded>never()
                .doOnSubscribe(subscription -> begun.tryEmitEmpty())
                .doOnCancel(stopped::tryEmitEmpty));
    return Optional.of(new Hanging<>(slow, "hard", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<Object, Choice>> failing() {
    var broken =
        router(Mono.error(new WorkException(ErrorKind.INVALID, Usage.NONE, "there is no model")));
    return Optional.of(new Failing<>(broken, "hard", ErrorKind.INVALID, Usage.NONE));
  }

  private static GainRouter router(Mono<Encoder.Encoded> answer) {
    return GainRouter.of(
        Desk.MODEL,
        new Encoder() {
          @Override
          public String name() {
            return "broken";
          }

          @Override
          public String digest() {
            return "sha256:hard-words";
          }

          @Override
          public int dimensions() {
            return 2;
          }

          @Override
          public Mono<Encoded> encode(String text) {
            return answer;
          }
        });
  }
}
