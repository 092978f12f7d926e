package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Rows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Texts that stand more than once among labelled rows. */
final class Copies {
  private static final int SHOWN = 3;

  private Copies() {}

  /** What one should know of them before one goes by a figure. */
  static List<String> hints(Rows rows) {
    Map<String, Set<String>> labels = new LinkedHashMap<>();
    for (var row : rows.all()) {
      labels
          .computeIfAbsent(Normal.form(row.text()), text -> new TreeSet<>())
          .add(row.field("label"));
    }
    var hints = new ArrayList<String>();
    int again = rows.size() - labels.size();
    if (again > 0) {
      hints.add(
          "%s of %s say again what stands before them; each counts"
              .formatted(Figures.counted(again, "row"), Shown.safe(rows.name())));
    }
    labels.values().removeIf(each -> each.size() < 2);
    if (!labels.isEmpty()) {
      hints.add(
          "%s of %s %s more than one label, and nobody can be right on both: %s"
              .formatted(
                  Figures.counted(labels.size(), "text"),
                  Shown.safe(rows.name()),
                  labels.size() == 1 ? "has" : "have",
                  shown(labels)));
    }
    return hints;
  }

  private static String shown(Map<String, Set<String>> labels) {
    return labels.entrySet().stream()
            .limit(SHOWN)
            .map(
                each ->
                    "'%s' (%s)".formatted(Shown.brief(each.getKey(), 60), each(each.getValue())))
            .collect(Collectors.joining(", "))
        + (labels.size() > SHOWN ? " …" : "");
  }

  private static String each(Set<String> labels) {
    return labels.stream()
        .limit(SHOWN)
        .map(label -> Shown.brief(label, 40))
        .collect(Collectors.joining(", "));
  }
}
