package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.run.Engine;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.EngineContract.Setting;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
  private final VirtualTime time = new VirtualTime();
  private final Engine engine = RandomPlansTest.engine(Setting.plain().clock(time.clock()));

  @Test
  void aDayOfARunTakesNoTimeAndIsExact() {
    var work = Trials.taking(time, Duration.ofDays(1).toMillis());
    var result = time.run(engine, Trials.plan((flow, n) -> flow.call("a", n, work)), Trials.ONE);
    assertEquals(Duration.ofDays(1), result.waybill().wall());
  }

  @Test
  void aRunThatFailsThrowsWhatItWouldThrow() {
    var work = Trials.scripted("no").says(Reply.failed(ErrorKind.REFUSED, "no"));
    var plan = Trials.<Long>plan((flow, n) -> flow.call("a", n, work));
    assertThrows(RunException.class, () -> time.run(engine, plan, Trials.ONE));
  }

  @Test
  void aRunThatNothingCanEndIsAnErrorAndNotForever() {
    var work = Trials.scripted("mute").says(Reply.never());
    var plan = Trials.<Long>plan((flow, n) -> flow.call("a", n, work));
    var thrown =
        assertThrows(IllegalStateException.class, () -> time.run(engine, plan, Trials.ONE));
    assertTrue(thrown.getMessage().contains("nothing is left to wait for"), thrown.getMessage());
  }

  @Test
  void timePassesOnlyWhenItIsTold() {
    var work = Trials.taking(time, 50);
    var run =
        engine.start(
            Trials.<Long>plan((flow, n) -> flow.call("a", n, work)),
            Trials.ONE,
            RunOptions.DEFAULT);
    time.pass(Duration.ofMillis(30));
    run.cancel("enough");
    assertThrows(RunException.class, () -> time.finish(run));
    assertEquals(Duration.ofMillis(30), time.passed());
    assertEquals(1, work.cancelled().size());
  }
}
