package io.waybill.langchain4j;

import static io.waybill.langchain4j.Runs.failure;
import static io.waybill.langchain4j.Runs.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationContext;
import io.waybill.run.RunOptions;
import io.waybill.work.ErrorKind;
import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import io.waybill.work.WorkInfo.Effects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class ToolsTest {
  private final Desk desk = new Desk();
  private final Tools tools = Tools.of(desk);

  @Test
  void everyMarkedMethodIsATool() {
    assertEquals(
        List.of("fails", "find", "hangs", "note", "refund", "whose"),
        tools.names().stream().sorted().toList());
  }

  @Test
  void aToolIsWorkThatTakesItsArgumentsByName() {
    var outcome = outcome(tools.work("refund"), Map.of("order", "A7", "cents", 1250));
    assertEquals(new Desk.Refund("A7", 1250, Desk.Reason.LATE), outcome.value());
    assertEquals(Outcome.of(outcome.value()), outcome);
    assertEquals("found x", outcome(tools.work("find"), Map.of("text", "x")).value());
    assertEquals(Nothing.NOTHING, outcome(tools.work("note"), Map.of("text", "x")).value());
  }

  @Test
  void aToolCountsAsConsequentialUntilSomebodyKnowsBetter() {
    assertEquals(Effects.CONSEQUENTIAL, effects(tools, "find"));
    var known = tools.withEffects(Effects.PURE, "find");
    assertEquals(Effects.PURE, effects(known, "find"));
    assertEquals(Effects.CONSEQUENTIAL, effects(known, "refund"));
    assertEquals(Effects.IDEMPOTENT, effects(tools.withEffects(Effects.IDEMPOTENT), "refund"));
    assertEquals(Desk.Refund.class, tools.work("refund").info().output());
  }

  private static Effects effects(Tools tools, String name) {
    return tools.work(name).info().safety().effects();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "refund|order=A7|'cents' is missing",
        "refund|order=A7,cents=x|'cents' does not fit: Cannot coerce String value",
        "refund|order=A7,cents=1,reason=BORED|'reason' does not fit",
        "refund|order=A7,cents=1,oder=B|it takes no 'oder'. Did you mean 'order'? Known: order, cents, reason.",
        "find|text=1|'text' does not fit: Cannot coerce Integer value",
        "note||'text' is missing",
      })
  void argumentsThatDoNotFitAreRefusedAndNothingIsCalled(
      String tool, String arguments, String why) {
    var given = new HashMap<String, Object>();
    for (var one : arguments == null ? new String[0] : arguments.split(",")) {
      var parts = one.split("=");
      given.put(parts[0], parts[1].matches("\\d+") ? (Object) Integer.valueOf(parts[1]) : parts[1]);
    }
    var failure = failure(ErrorKind.INVALID, tools.work(tool), given);
    assertTrue(failure.getMessage().contains(why), failure.getMessage());
    assertEquals(List.of(), desk.calls);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var message = failure(tools.work("refund"), Map.of("oder", "A7")).getMessage();
    assertEquals(
        "'order' is missing; 'cents' is missing; it takes no 'oder'. Did you mean 'order'? Known: order, cents, reason.",
        message);
  }

  @Test
  void aToolThatThrowsIsTheUsersOwnFailure() {
    var failure = failure(ErrorKind.USER_CODE, tools.work("fails"), Map.of());
    assertEquals("the desk is closed", failure.getMessage());
  }

  @Test
  void aToolIsToldWhoAskedForTheRun() {
    var plan =
        io.waybill.dsl.Flow.plan(
            "ask",
            flow ->
                flow.call(
                    "whose",
                    flow.input("asked", Map.class, io.waybill.plan.Input.Mark.TRUSTED),
                    untyped(tools.work("whose"))));
    var run =
        Runs.ENGINE.start(
            plan,
            Map.of("asked", Map.of()),
            RunOptions.DEFAULT.withCaller(Map.of("tenant", "acme")));
    assertEquals("{tenant=acme}", Runs.await(run.result()).value());
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // an input has a class, and no generic type
  private static io.waybill.work.Work<Map, Object> untyped(io.waybill.work.Work<?, Object> work) {
    return (io.waybill.work.Work) work;
  }

  @Test
  void aToolIsInterruptedWhenItsCallIsCancelled() throws InterruptedException {
    var call =
        tools
            .work("hangs")
            .perform(Map.of(), io.waybill.work.CallContext.detached("alone"))
            .subscribe();
    assertTrue(desk.waiting.await(30, TimeUnit.SECONDS));
    call.dispose();
    assertTrue(desk.interrupted.await(30, TimeUnit.SECONDS));
  }

  @Test
  void whatCannotBeAToolIsRefused() {
    assertEquals(
        "String has no method marked @Tool",
        assertThrows(IllegalArgumentException.class, () -> Tools.of("x")).getMessage());
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Tools.of(new Desk(), new Desk()))
            .getMessage()
            .startsWith("there are two tools '"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> Tools.of(new TakesContext()))
            .getMessage()
            .contains("asks for its InvocationContext"));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> tools.work("refnd"))
            .getMessage()
            .startsWith("there is no tool 'refnd'. Did you mean 'refund'?"));
  }

  static final class TakesContext {
    @Tool
    String of(InvocationContext context) {
      return context.toString();
    }
  }
}
