package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunException;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/** Work tried alone, and as the only step of a run. */
final class Runs {
  static final PriceBook PRICES =
      PriceBook.of(
          Map.of("small", Price.Rate.of("1", "2")),
          Map.of("gpu0", new BigDecimal("3.6")),
          Optional.empty());

  static final LocalEngine ENGINE = LocalEngine.builder().prices(PRICES).build();

  /** What was told of a call, in its order. */
  record Told(String path, List<Object> all) implements CallContext {
    Told() {
      this("told", new CopyOnWriteArrayList<>());
    }

    @Override
    public void emit(String token) {
      all.add(token);
    }

    @Override
    public void reached(Moment moment) {
      all.add(moment);
    }

    @Override
    public void used(Usage soFar) {
      all.add(soFar);
    }

    List<Object> heard() {
      return all.stream().filter(one -> one != Moment.ADMITTED).toList();
    }
  }

  private Runs() {}

  static <I, O> Outcome<O> outcome(Work<I, O> work, I input) {
    return await(work.perform(input, CallContext.detached("alone")));
  }

  static <T> T await(Mono<T> awaited) {
    return Objects.requireNonNull(awaited.block(Duration.ofSeconds(50)));
  }

  static void waitFor(CountDownLatch latch) {
    try {
      assertTrue(latch.await(50, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The failure of work called alone. */
  static <I> WorkException failure(Work<I, ?> work, I input) {
    return assertThrows(WorkException.class, () -> outcome(work, input));
  }

  static <I> WorkException failure(ErrorKind kind, Work<I, ?> work, I input) {
    var failure = failure(work, input);
    assertEquals(kind, failure.kind(), failure.toString());
    return failure;
  }

  static <I, O> Plan<O> plan(Class<I> type, Work<I, O> work) {
    return plan(type, work, Policy.NONE);
  }

  static <I, O> Plan<O> plan(Class<I> type, Work<I, O> work, Policy policy) {
    return Flow.plan("try", flow -> flow.call("ask", flow.input("asked", type), work, policy));
  }

  /** A plan that trusts whoever asks. */
  static <I, O> Plan<O> trusting(Class<I> type, Work<I, O> work) {
    return Flow.plan(
        "try", flow -> flow.call("ask", flow.input("asked", type, Input.Mark.TRUSTED), work));
  }

  /** The postings of a run that goes well. */
  static List<Posting> postings(Work<String, ?> work, String input) {
    return ENGINE
        .run(plan(String.class, work), Map.of("asked", input))
        .waybill()
        .ledger()
        .postings();
  }

  static RunException failedRun(Plan<?> plan, Object input) {
    return assertThrows(RunException.class, () -> ENGINE.run(plan, Map.of("asked", input)));
  }
}
