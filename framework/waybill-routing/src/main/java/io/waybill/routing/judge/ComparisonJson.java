package io.waybill.routing.judge;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;

/** A comparison as JSON: measures as they are, and by how much B is above A. */
public final class ComparisonJson {
  private ComparisonJson() {}

  /** With every row that changed. */
  public static ObjectNode of(Comparison comparison) {
    var object = figures(comparison);
    write(comparison.changes().newlyRight(), object.putArray("newly_right"));
    write(comparison.changes().newlyWrong(), object.putArray("newly_wrong"));
    write(comparison.changes().otherwiseWrong(), object.putArray("otherwise_wrong"));
    return object;
  }

  /** Without rows. */
  public static ObjectNode figures(Comparison comparison) {
    var object = JsonNodeFactory.instance.objectNode();
    object.put("n", comparison.rows());
    var differences = object.putObject("differences");
    for (var each : comparison.differences()) {
      var one = differences.putObject(each.measure().title());
      one.put("a", each.a()).put("b", each.b()).put("by", each.b() - each.a());
      if (Double.isFinite(each.interval().low())) {
        one.put("low", each.interval().low()).put("high", each.interval().high());
      }
      each.chance().ifPresent(chance -> one.put("chance", chance));
      one.put("rows", each.rows()).put("b_is", each.verdict().name().toLowerCase(Locale.ROOT));
    }
    var unknown = object.putObject("unknown");
    comparison.unknown().forEach((measure, why) -> unknown.put(measure.title(), why));
    return object;
  }

  private static void write(List<Comparison.Changed> rows, ArrayNode array) {
    for (var row : rows) {
      array
          .addObject()
          .put("line", row.a().line())
          .put("text", row.a().text())
          .put("truth", row.a().truth())
          .put("a", row.a().said())
          .put("b", row.b().said());
    }
  }
}
