package io.waybill.routing.cascade;

import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.run.LocalEngine;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/** Works that answer by themselves and are billed: 1 $ a cheap answer, 10 $ a large one. */
final class Answers {
  private static final int TOKENS = 1_000_000;

  private Answers() {}

  static LocalEngine engine() {
    return LocalEngine.builder()
        .prices(
            PriceBook.of(
                Map.of("small", rate("1"), "large", rate("10")), Map.of(), Optional.empty()))
        .build();
  }

  private static Price.Rate rate(String dollars) {
    var each = new BigDecimal(dollars);
    return new Price.Rate(each, each, each, each);
  }

  static Work<String, String> model(String model, UnaryOperator<String> answer) {
    return model(model, answer, Outcome.Finish.STOP);
  }

  static Work<String, String> model(
      String model, UnaryOperator<String> answer, Outcome.Finish finish) {
    return Work.described(
        info(model),
        (question, call) ->
            Mono.fromSupplier(
                () ->
                    Outcome.of(answer.apply(question), used(model), Outcome.Kind.GENERATED)
                        .finishing(finish)));
  }

  /** It fails, and has cost something until then. */
  static Work<String, String> failing(String model, ErrorKind kind) {
    return Work.described(
        info(model),
        (question, call) ->
            Mono.error(() -> new WorkException(kind, used(model), "no answer from " + model)));
  }

  private static WorkInfo info(String model) {
    return WorkInfo.named("ask")
        .model(model)
        .config(Map.of("model", model))
        .types(String.class, String.class)
        .build();
  }

  private static Usage used(String model) {
    return Usage.tokens("house", model, TOKENS, 0);
  }
}
