package io.waybill.ledger;

import static io.waybill.ledger.Lines.posting;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final long SECOND = 1_000_000_000;

  private static String bar(long ready, long began, long ended) {
    var attempt = posting("a", Posting.Fate.USED, Cost.NOTHING, ready, began, ended);
    return new Timeline(10 * SECOND, 10).bar(List.of(attempt));
  }

  @Test
  void oneCellIsOneSecondWhenTenAreDrawnInTen() {
    assertEquals("██████████", bar(0, 0, 10_000));
    assertEquals("  ▒▒███", bar(2000, 4000, 7000));
    assertEquals("███▌", bar(0, 0, 3500));
    assertEquals("   █▎", bar(3000, 3000, 4250));
  }

  @Test
  void whatIsTooShortToSeeIsAHairline() {
    assertEquals("▏", bar(0, 0, 0));
    assertEquals("     ▏", bar(5000, 5000, 5001));
    assertEquals("         ▏", bar(10_000, 10_000, 10_000));
  }

  @Test
  void aBackoffIsAGap() {
    var attempts =
        Stream.of(0, 5000)
            .map(at -> posting("a", Posting.Fate.USED, Cost.NOTHING, at, at + 2000))
            .toList();
    assertEquals("██   ██", new Timeline(10 * SECOND, 10).bar(attempts));
  }

  @Test
  void ticksAreRoundWhateverTheLengthOfTheRun() {
    assertEquals("0s        2s        4s", new Timeline(4_925_000_000L, 25).ticks());
    assertEquals("0s        60ms      120ms", new Timeline(150_000_000L, 25).ticks());
    assertEquals("0s        1.5s", new Timeline(3_100_000_000L, 21).ticks());
    assertEquals("0s        400s      800s", new Timeline(1000 * SECOND, 25).ticks());
    assertEquals("0s   100ms", new Timeline(220_000_000L, 13).ticks());
    assertEquals("0s   2.5ms", new Timeline(6_200_000L, 13).ticks());
    assertEquals("0s        0.01µs    0.02µs", new Timeline(0, 26).ticks());
  }

  @Test
  void ticksNeverRunIntoEachOther() {
    var random = new java.util.Random(1);
    for (int i = 0; i < 100_000; i++) {
      long wall = random.nextLong(1L << random.nextInt(1, 50));
      int width = random.nextInt(13, 26);
      var ticks = new Timeline(wall, width).ticks();
      assertTrue(ticks.matches("0s( +[0-9.]+(s|ms|µs))*"), () -> wall + " ns: " + ticks);
      assertTrue(ticks.length() <= width, () -> wall + " ns: " + ticks);
    }
  }
}
