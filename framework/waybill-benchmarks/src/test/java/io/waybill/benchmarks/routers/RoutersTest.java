package io.waybill.benchmarks.routers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RoutersTest {
  @Test
  void ofTextsThatStandTwiceTheFirstIsKept() {
    var rows = Rows.of(List.of(row(1, "a  Cat", "x"), row(2, "a dog", "y"), row(3, "A cat ", "z")));
    assertEquals(List.of(1, 2), Routers.once(rows).all().stream().map(Row::line).toList());
  }

  private static Row row(int line, String text, String label) {
    return new Row(line, text, Map.of("label", label));
  }
}
