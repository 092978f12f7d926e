package io.waybill.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.http.junit.Replay;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What llama-server said one day, with a toy model of random words; it is not asked again. The
 * guide to models shows it.
 */
class YesterdaysAnswersTest {
  @RegisterExtension static final Replay models = Replay.from("src/test/cassettes/greeting");

  @Test
  void theGreetingIsWhatTheModelSaidWhenItWasRecorded() {
    var model =
        ModelCatalog.replaying(System.getenv(), models::http).named("http://127.0.0.1:8098/v1#toy");
    Plan<String> plan =
        Flow.plan(
            "greeting", flow -> flow.call("greet", flow.input("name", String.class), model.text()));
    var result = LocalEngine.create().run(plan, Map.of("name", "Ada"));
    assertTrue(result.value().startsWith(" that new the it your you"), () -> result.value());
    assertEquals(47, result.waybill().ledger().postings().get(0).usage().output());
  }
}
