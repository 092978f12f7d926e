package io.waybill.protect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Cost;
import io.waybill.run.LocalEngine;
import io.waybill.run.Protection;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.work.Bound;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A call that has its turn at the very moment at which nobody waits for it any more. */
class GivenUpTest {
  private final List<Object> told = new ArrayList<>();

  /** Has its turn when it is cut off: the worst of moments. */
  private final Protection late =
      one -> Mono.create(sink -> sink.onCancel(() -> told.add(kind(one))));

  private static ErrorKind kind(Protection.Try one) {
    return assertThrows(WorkException.class, one::send).kind();
  }

  @Test
  void isNotAskedAndCostsNothing() {
    var model = WorkInfo.named("model").model("small").location(WorkInfo.Location.EXTERNAL).build();
    Work<Long, Long> work =
        Work.described(
            model,
            given -> Bound.tokens("maker", "small", 10, 20),
            (given, call) -> {
              told.add("asked");
              return Mono.just(Outcome.of(given, Usage.UNKNOWN, Outcome.Kind.GENERATED));
            });
    var plan = Flow.plan("ask", flow -> flow.call("ask", flow.input("n", Long.class), work));
    var run =
        LocalEngine.builder()
            .protection(late)
            .build()
            .start(plan, Map.of("n", 1L), RunOptions.UNFOLLOWED);
    run.cancel("enough");
    var failed = assertThrows(RunException.class, () -> run.result().block(Duration.ofMinutes(1)));
    assertEquals(List.of(ErrorKind.CANCELLED), told);
    assertEquals(Cost.NOTHING, failed.waybill().ledger().total());
  }
}
