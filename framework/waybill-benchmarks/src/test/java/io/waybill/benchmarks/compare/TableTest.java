package io.waybill.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableTest {
  private final Figures figures = new Figures();

  private void chain(String peer, Figure of8, Figure of64) {
    figures.put(new Figures.Key(Workload.CHAIN, "8", peer), of8);
    figures.put(new Figures.Key(Workload.CHAIN, "64", peer), of64);
  }

  private List<String> rows(int jdk) {
    return new Table(figures, jdk).markdown().lines().toList();
  }

  @Test
  void aStepIsTheDifferenceBetweenALongChainAndAShortOne() {
    chain("reactor", new Figure(200, 1000), new Figure(200 + 56 * 20, 1000 + 56 * 32));
    chain("waybill", new Figure(900, 3000), new Figure(900 + 56 * 50, 3000 + 56 * 200));
    chain("langgraph4j", new Figure(0, 0), new Figure(56 * 6800, 56 * 16_000));
    assertEquals(
        "| step of a chain | Reactor 20.0 ns, 32 B | LangGraph4j 6.80 µs, 16.0 KB | – "
            + "| 50.0 ns, 200 B | ≤ 3 ×, ≤ 150 B | 2.50 ×: yes, 200 B: **no** |",
        rows(25).get(2));
  }

  @Test
  void goalsDependOnTheJdk() {
    chain("reactor", new Figure(0, 0), new Figure(56 * 20, 0));
    chain("waybill", new Figure(0, 0), new Figure(56 * 50, 0));
    assertTrue(rows(25).get(2).contains("2.50 ×: yes"));
    assertTrue(rows(17).get(2).contains("2.50 ×: **no**"));
  }

  @Test
  void theBetterPeerComesFirstInTheSettingsThatSuitItBetter() {
    var fan = Workload.FAN;
    Stream.of("waybill", "langchain4j", "langchain4j-default", "langgraph4j")
        .forEach(peer -> figures.put(new Figures.Key(fan, "64", peer), new Figure(9e3, 1)));
    figures.put(new Figures.Key(fan, "64", "langgraph4j-default"), new Figure(4e3, 2));
    assertTrue(rows(25).get(2).contains("| LangGraph4j 4.00 µs, 2 B | LangChain4j 9.00 µs, 1 B |"));
  }

  @Test
  void theGoalOfAWaitIsMeasuredAgainstTheQuickerLimit() {
    var diamond = "DIAMOND_BLOCKING";
    figures.put(new Figures.Key(Workload.WAITING, diamond, "reactor"), new Figure(102e6, 1));
    figures.put(new Figures.Key(Workload.WAITING, diamond, "threads"), new Figure(101e6, 1));
    figures.put(new Figures.Key(Workload.WAITING, diamond, "waybill"), new Figure(103e6, 1));
    assertEquals(
        "| … blocking | by hand 101 ms | – | – | 103 ms | ≤ 1.01 × | 1.020 ×: **no** |",
        rows(25).get(2));
  }

  @Test
  void whatWasNotMeasuredHasNoRow() {
    assertFalse(new Table(figures, 25).markdown().contains("fan-out"));
  }

  @Test
  void everyRowHasTheColumnsOfTheHead() {
    var measures = Measure.full(25);
    for (var measure : measures) {
      for (var peer : measure.peers()) {
        figures.put(new Figures.Key(measure.workload(), measure.at(), peer), new Figure(1000, 100));
      }
    }
    var rows = rows(25);
    assertTrue(rows.size() > 25, "only " + rows.size());
    rows.forEach(row -> assertEquals(8, row.chars().filter(c -> c == '|').count(), row));
  }

  @Test
  void aFigureHasTheDigitsThatAMeasurementDeserves() {
    assertEquals("61.7 ns, 196 B", new Figure(61.72, 196.3).toString());
    assertEquals("1.35 s", Figure.nanos(1.349e9).toString());
    assertEquals("12.3 MB", Figure.shownBytes(12_345_678));
    assertEquals("100", Figure.digits(99.96));
    assertEquals("≈ 0 ns, ≈ 0 B", new Figure(-3, -8).toString());
  }

  @Test
  void aGoalIsWrittenAsOneWould() {
    assertEquals("≤ 1.5 KB", Goal.bytes(1_500).text());
    assertEquals("≤ 150 B", Goal.bytes(150).text());
    assertEquals("≤ 30 ms", Goal.nanos(30e6).text());
    assertEquals("≤ 3 ×", Goal.times(3).text());
    assertEquals("≤ 1.01 ×", Goal.times(1.01).text());
  }
}
