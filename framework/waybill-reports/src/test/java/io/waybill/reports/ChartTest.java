package io.waybill.reports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.reports.Chart.Axis;
import io.waybill.reports.Chart.Dot;
import io.waybill.reports.Chart.Dots;
import io.waybill.reports.Chart.Line;
import io.waybill.reports.Chart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  private static final Axis X = Axis.shares("coverage", 0);
  private static final Axis Y = Axis.shares("precision", 0.5);

  @Test
  void aPointStandsWhereItsNumbersSay() {
    var line = new Line("it", List.of(new Point(0, 0.5), new Point(1, 1), new Point(0.5, 0.75)));
    var svg = new Chart("a line", X, Y, List.of(line)).svg();
    assertTrue(svg.contains("points=\"48.0,262.0 386.0,42.0 217.0,152.0\""), svg);
  }

  @Test
  void whatIsBeyondAnAxisStandsOnTheRim() {
    var svg =
        new Chart("a dot", X, Y, List.of(new Dots("it", List.of(Dot.of(new Point(7, 0), "")))))
            .svg();
    assertTrue(svg.contains("cx=\"386.0\" cy=\"262.0\""), svg);
  }

  @Test
  void aLineWithoutPointsIsNoTrouble() {
    assertFalse(new Chart("", X, Y, List.of(new Line("it", List.of()))).svg().contains("NaN"));
  }

  @Test
  void whateverAnythingIsCalledStaysText() {
    var name = "<script>\"'&";
    var chart =
        new Chart(
            name,
            new Axis(name, 0, 1, number -> name),
            Y,
            List.of(
                new Line(name, List.of()), new Dots(name, List.of(Dot.of(new Point(0, 1), name)))));
    assertFalse(chart.svg().contains("<script"));
    assertEquals(1, chart.svg().split("aria-label=\"&lt;script&gt;&quot;&#39;&amp;\"").length - 1);
  }

  @Test
  void anAxisGoesSomewhere() {
    assertThrows(IllegalArgumentException.class, () -> Axis.shares("nothing", 1));
  }
}
