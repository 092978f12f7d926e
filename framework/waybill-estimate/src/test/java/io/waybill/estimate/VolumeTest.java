package io.waybill.estimate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class VolumeTest {
  @Test
  void itIsReadAsPeopleWriteIt() {
    assertEquals("100,000,000 a day", Volume.parse("100M/day").toString());
    assertEquals("5 a second", Volume.parse("5/s").toString());
    assertEquals("2,000 an hour", Volume.parse("2k/hour").toString());
    assertEquals("1,000,000,000 a month", Volume.parse("1 billion a month").toString());
    assertEquals("1,500 a week", Volume.parse("1,500 items per week").toString());
    assertEquals("2.5 a minute", Volume.parse(" 2.5 / MIN ").toString());
    assertEquals("3,200,000 a year", Volume.parse("3.2 million a year").toString());
  }

  @Test
  void itIsTheSameInAnyTime() {
    assertEquals(1157.407, Volume.parse("100M/day").perSecond(), 0.001);
    assertEquals(432_000, Volume.parse("5/s").in(Volume.Per.DAY), 1e-6);
    assertEquals(30.4375, Volume.parse("1/day").in(Volume.Per.MONTH), 1e-9);
  }

  @Test
  void whatIsNoneIsRefusedWithWhatToWrite() {
    for (var wrong :
        new String[] {"", "100M", "/day", "lots/day", "-5/s", "1,00/s", "5 zillion a day"}) {
      var refused = assertThrows(IllegalArgumentException.class, () -> Volume.parse(wrong), wrong);
      assertEquals(
          "'%s' is no number of items in a time: write 100M/day, 5/s, 2k/hour or 1 billion a month"
              .formatted(wrong),
          refused.getMessage());
    }
    assertEquals(
        "'fortnight' is no time: write second, minute, hour, day, week, month or year",
        assertThrows(IllegalArgumentException.class, () -> Volume.parse("5/fortnight"))
            .getMessage());
    assertEquals(
        "'0/s' is nothing to estimate",
        assertThrows(IllegalArgumentException.class, () -> Volume.parse("0/s")).getMessage());
  }
}
