package io.waybill.reports.router;

import io.waybill.reports.Page;
import io.waybill.routing.gain.Spending;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What asking comes to in money, or why nobody knows. */
final class SpendingPart {
  private SpendingPart() {}

  static List<Page.Block> of(Spending spending) {
    if (!spending.unknown().isEmpty()) {
      var lines = new ArrayList<String>();
      lines.add("what it costs is unknown:");
      spending.unknown().forEach(why -> lines.add("  " + why));
      return List.of(new Page.Prose(lines));
    }
    var rows = new LinkedHashMap<>(spending.ways());
    spending.tradeoffs().forEach((name, way) -> rows.put("tradeoff " + name, way));
    return List.of(
        new Page.Table(
            "dollars for 1,000 rows; by a rule, at 95 % of the strong model's right answers",
            List.of("", "dollars", "to the strong model", "right"),
            1,
            rows.entrySet().stream().map(SpendingPart::row).toList()),
        new Page.Prose(
            List.of(
                "tokens are estimated: four bytes of text to one, and as many written as the router was told")));
  }

  private static List<String> row(Map.Entry<String, Spending.Way> each) {
    var way = each.getValue();
    return List.of(
        each.getKey(),
        String.format(Locale.ROOT, "$%,.4f", way.dollars()),
        Written.number(way.share()),
        Written.number(way.right()));
  }
}
