package io.waybill.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** Runs a contract on something that breaks it, and sees which of its tests notice. */
final class Planted {
  private Planted() {}

  /** Exactly these tests fail, and at least one other ran. */
  static void noticedBy(Class<?> contract, String... tests) {
    var events = EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute();
    var ran = events.testEvents().finished().count();
    var failed =
        events.testEvents().failed().stream().map(Planted::method).collect(Collectors.toSet());
    assertEquals(Set.of(), events.containerEvents().failed().stream().collect(Collectors.toSet()));
    assertEquals(new TreeSet<>(Set.of(tests)), new TreeSet<>(failed));
    assertEquals(true, ran > tests.length, "nothing else ran");
  }

  /**
   * The same where luck may have others notice it too: those whose waits are so short that they may
   * or may not be over in time.
   */
  static void noticedAtLeastBy(Class<?> contract, String... tests) {
    var events = EngineTestKit.engine("junit-jupiter").selectors(selectClass(contract)).execute();
    var failed =
        events.testEvents().failed().stream().map(Planted::method).collect(Collectors.toSet());
    var missed = new TreeSet<>(Set.of(tests));
    missed.removeAll(failed);
    assertEquals(Set.of(), missed, "it was not noticed by all that must");
    assertEquals(true, events.testEvents().succeeded().count() > 0, "nothing went well");
  }

  private static String method(Event event) {
    return event.getTestDescriptor().getDisplayName().replace("()", "");
  }
}
