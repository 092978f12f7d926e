package io.waybill.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingsTest {
  @Test
  void aFullRunIsWrittenAndAQuickOneIsNotUnlessAsked() {
    assertTrue(Settings.of().write());
    assertFalse(Settings.of("-print").write());
    assertFalse(Settings.of("-quick").write());
    assertTrue(Settings.of("-quick", "-write").write());
  }

  @Test
  void aTableThatLacksRowsIsNotWritten() {
    var some = Settings.of("-only", "chain,in-flight");
    assertFalse(some.write());
    assertEquals(Set.of(Workload.CHAIN, Workload.IN_FLIGHT), some.only());
    assertThrows(IllegalArgumentException.class, () -> Settings.of("-only", "chain", "-write"));
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var error =
        assertThrows(IllegalArgumentException.class, () -> Settings.of("-qick", "-only", "chian"));
    assertTrue(error.getMessage().contains("no option '-qick'. Did you mean '-quick'?"));
    assertTrue(error.getMessage().contains("no workload 'chian'. Did you mean 'chain'?"));
  }

  @Test
  void onlyWantsAWorkload() {
    assertThrows(IllegalArgumentException.class, () -> Settings.of("-only"));
  }
}
