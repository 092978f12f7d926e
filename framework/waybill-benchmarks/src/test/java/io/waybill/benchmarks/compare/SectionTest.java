package io.waybill.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class SectionTest {
  private static final String EMPTY = "before\n" + Section.BEGIN + "\n" + Section.END + "\nafter\n";

  private static String page(String within) {
    return "before\n" + Section.BEGIN + "\n\n" + within + Section.END + "\nafter\n";
  }

  @Test
  void whatStandsOutsideStays() {
    assertEquals(page("### JDK 25\n\nfast\n\n"), Section.in(EMPTY, 25, "fast\n"));
  }

  @Test
  void aRunReplacesItsOwnJdkOnlyAndTheNewestComesFirst() {
    var first = Section.in(Section.in(EMPTY, 17, "old"), 25, "slow");
    assertEquals(
        page("### JDK 25\n\nfast\n\n### JDK 17\n\nold\n\n"), Section.in(first, 25, "fast"));
  }

  @Test
  void writingTheSameAgainChangesNothing() {
    var written = Section.in(EMPTY, 25, "| a |\n|---|\n\n| b |\n");
    assertEquals(written, Section.in(written, 25, "| a |\n|---|\n\n| b |\n"));
  }

  @Test
  void aPageWithoutThePlaceIsNotTouched() {
    assertThrows(IllegalArgumentException.class, () -> Section.in("a page", 25, "fast"));
    var twice = EMPTY + EMPTY;
    assertThrows(IllegalArgumentException.class, () -> Section.in(twice, 25, "fast"));
  }
}
