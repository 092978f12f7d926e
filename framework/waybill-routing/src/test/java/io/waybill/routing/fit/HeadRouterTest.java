package io.waybill.routing.fit;

import io.waybill.testkit.RouterContract;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A fitted head keeps what every router promises. */
class HeadRouterTest extends RouterContract<String> {
  private static final HeadRouter ROUTER =
      HeadFitTest.fitted(
          HeadFit.on(new Clouds()),
          Clouds.rows(0, 60, "billing", "delivery", "returns"),
          Clouds.none());
  private static final Usage HALF = Usage.engine("clouds", Duration.ofMillis(2), 5, 0);

  /** The same encoder, as far as a router can tell, that answers so. */
  private record Answering(Mono<Encoded> answer) implements Encoder {
    @Override
    public String name() {
      return "clouds";
    }

    @Override
    public String digest() {
      return "sha256:clouds";
    }

    @Override
    public int dimensions() {
      return new Clouds().dimensions();
    }

    @Override
    public Mono<Encoded> encode(String text) {
      return answer;
    }

    HeadRouter router() {
      return HeadRouter.of(ROUTER.artefact(), this);
    }
  }

  @Override
  protected Work<String, Choice> work() {
    return ROUTER;
  }

  @Override
  protected List<String> inputs() {
    return List.of("billing 1000", "delivery 1001", "returns 1002", "x".repeat(100_000), "joke 3");
  }

  @Override
  protected Optional<Hanging<String, Choice>> hanging() {
    var begun = Sinks.<Void>one();
    var stopped = Sinks.<Void>one();
    var never =
        Mono.<Encoder.Encoded>never()
            .doOnSubscribe(asked -> begun.tryEmitEmpty())
            .doOnCancel(stopped::tryEmitEmpty);
    return Optional.of(
        new Hanging<>(
            new Answering(never).router(), "billing 1", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<String, Choice>> failing() {
    var fails =
        Mono.<Encoder.Encoded>error(new WorkException(ErrorKind.TRANSIENT, HALF, "no more"));
    return Optional.of(
        new Failing<>(new Answering(fails).router(), "billing 1", ErrorKind.TRANSIENT, HALF));
  }

  @Override
  protected List<String> outOfScope() {
    return List.of(" ", "joke 1", "football 2");
  }
}
