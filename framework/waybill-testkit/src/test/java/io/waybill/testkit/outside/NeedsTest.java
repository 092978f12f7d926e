package io.waybill.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

class NeedsTest {
  private static final String REASON =
      "skipped: no no-such-program on the PATH nor in WAYBILL_NO_SUCH_PROGRAM";

  @Needs("no-such-program")
  static class All {
    @Test
    void one() {}

    @Test
    void two() {}
  }

  static class Some {
    @Test
    @Needs("no-such-program")
    void one() {}

    @Test
    void two() {}
  }

  private static EngineExecutionResults run(Class<?> tests) {
    return EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests)).execute();
  }

  private static String why(Event skipped) {
    return skipped.getRequiredPayload(String.class);
  }

  @Test
  void aClassThatNeedsWhatIsNotHereIsSkippedWithTheReason() {
    var events = run(All.class);
    assertEquals(0, events.testEvents().started().count());
    assertEquals(
        REASON, why(events.containerEvents().skipped().stream().findFirst().orElseThrow()));
  }

  @Test
  void aTestThatNeedsWhatIsNotHereIsSkippedAloneWithTheReason() {
    var events = run(Some.class);
    assertEquals(1, events.testEvents().succeeded().count());
    assertEquals(REASON, why(events.testEvents().skipped().stream().findFirst().orElseThrow()));
  }
}
