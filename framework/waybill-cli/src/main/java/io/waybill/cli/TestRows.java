package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.data.Fingerprints;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.judge.Evaluated;
import io.waybill.work.Choice;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Labelled rows that routers are judged on, none of which they were fitted on.
 *
 * @param truths the label of each, {@link Choice#OTHERWISE} if it belongs to none; none of rows
 *     that say which model was right
 * @param source who says what is right
 * @param leaked how many others were left out
 */
record TestRows(Rows rows, List<String> truths, String source, int leaked) {
  private static final int SHOWN = 20;

  /**
   * Those of the files that can tell something of all these routers.
   *
   * @param outOfScope a label of rows that belong to none, beside those that the routers know
   */
  static TestRows read(List<Path> files, List<HeadRouter> routers, String outOfScope) {
    var all = RowFiles.read(files, List.of("label"));
    var unseen = unseen(all, routers.stream().map(each -> each.provenance().seen()).toList());
    var none = new TreeSet<>(List.of(Choice.OTHERWISE, outOfScope));
    routers.forEach(router -> none.add(router.outOfScope()));
    var known = new TreeSet<String>();
    routers.forEach(router -> known.addAll(router.info().labels()));
    mustBeKnown(all, known, none);
    return new TestRows(
        unseen,
        unseen.all().stream()
            .map(row -> row.field("label"))
            .map(label -> none.contains(label) ? Choice.OTHERWISE : label)
            .toList(),
        "the field 'label'",
        all.size() - unseen.size());
  }

  /** The same, for routers between models. */
  static TestRows between(List<Path> files, List<GainRouter> routers) {
    var all = RowFiles.read(files, List.of());
    var unseen = unseen(all, routers.stream().map(each -> each.provenance().seen()).toList());
    return new TestRows(unseen, List.of(), "a field for each model", all.size() - unseen.size());
  }

  /** Those that no router was fitted on; a complaint if there is none. */
  private static Rows unseen(Rows all, List<Fingerprints> seen) {
    var unseen = all.only(row -> seen.stream().noneMatch(one -> one.has(row.text())));
    if (unseen.size() == 0) {
      throw Complaint.wrong(
          "every row of %s stands in what the router was fitted on: that would say nothing of new ones. Give others"
              .formatted(Shown.safe(all.name())));
    }
    return unseen;
  }

  private static void mustBeKnown(Rows rows, Set<String> known, Set<String> none) {
    Map<String, Long> unknown =
        rows.all().stream()
            .collect(
                Collectors.groupingBy(
                    (Row row) -> row.field("label"), TreeMap::new, Collectors.counting()));
    unknown.keySet().removeAll(known);
    unknown.keySet().removeAll(none);
    if (unknown.isEmpty()) {
      return;
    }
    var told =
        unknown.entrySet().stream()
            .limit(SHOWN)
            .map(each -> "\n  - " + told(each.getKey(), each.getValue(), known))
            .collect(Collectors.joining());
    throw Complaint.wrong(
        "%s has labels that the router cannot choose:%s%s\nif such rows belong to none, say --out-of-scope-label %s"
            .formatted(
                Shown.safe(rows.name()),
                told,
                unknown.size() > SHOWN ? "\n  - and %d more".formatted(unknown.size() - SHOWN) : "",
                unknown.size() == 1
                    ? Shown.brief(unknown.keySet().iterator().next(), 60)
                    : "LABEL"));
  }

  private static String told(String label, long rows, Set<String> known) {
    return "'%s', of %s%s"
        .formatted(
            Shown.brief(label, 60),
            Figures.counted(rows, "row"),
            DidYouMean.nearest(label, known).map(". Did you mean '%s'?"::formatted).orElse(""));
  }

  /**
   * What may not be what was meant, for people.
   *
   * @param outOfScope the label that was said to be of no branch; empty if none was
   * @param known labels that the router can choose
   */
  List<String> hints(String outOfScope, Collection<String> known) {
    var hints = new ArrayList<>(Copies.hints(rows));
    if (known.contains(outOfScope)) {
      hints.add(
          "the router can choose '%s', and its rows are counted as out of scope"
              .formatted(Shown.brief(outOfScope, 60)));
    } else if (!outOfScope.isEmpty()
        && rows.all().stream().noneMatch(row -> row.field("label").equals(outOfScope))) {
      hints.add("no row has the label '%s'".formatted(Shown.brief(outOfScope, 60)));
    }
    return hints;
  }

  Evaluated.Part data() {
    return new Evaluated.Part(Evaluated.DATA, rows.name(), rows.digest());
  }

  Evaluated.Sample sample() {
    return new Evaluated.Sample("test", source, leaked);
  }

  /** What was left out, for people; empty if nothing was. */
  String told() {
    return leaked == 0
        ? ""
        : "left out %s that the router was fitted on".formatted(Figures.counted(leaked, "row"));
  }
}
