package io.waybill.reports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** One check of an audit in the making. */
final class Comparing {
  private final String what;
  private final String unit;
  private final List<Audit.Difference> differences = new ArrayList<>();
  private int compared;

  Comparing(String what, String unit) {
    this.what = what;
    this.unit = unit;
  }

  /** What is written somewhere against what it should be; what is not written is not compared. */
  void written(String where, JsonNode written, long should) {
    if (!written.isMissingNode()) {
      compared++;
      if (!written.isIntegralNumber()
          || written.longValue() != should
          || !written.canConvertToLong()) {
        differ(where, "written " + written + unit, "adds up to " + should + unit);
      }
    }
  }

  void same(String where, String one, long first, String other, long second) {
    compared++;
    if (first != second) {
      differ(where, one + " " + first + unit, other + " " + second + unit);
    }
  }

  void atMost(String where, String less, long first, String more, long second) {
    compared++;
    if (first > second) {
      differ(
          where,
          less + " " + first + unit,
          "which should be at most " + more + " " + second + unit);
    }
  }

  void that(boolean holds, String where, String one, String other) {
    compared++;
    if (!holds) {
      differ(where, one, other);
    }
  }

  private void differ(String where, String one, String other) {
    differences.add(new Audit.Difference(where, one, other));
  }

  Audit.Check done() {
    return new Audit.Check(what, compared, differences);
  }
}
