package io.waybill.routing.feedback;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.routing.feedback.Promotion.Change;
import io.waybill.routing.feedback.Promotion.Fate;
import io.waybill.routing.feedback.Promotion.Figure;
import io.waybill.routing.judge.Comparison.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Promotions as lines of JSON. */
final class PromotionJson {
  private PromotionJson() {}

  static String line(Promotion promotion) {
    var line = JsonNodeFactory.instance.objectNode();
    line.put("at", promotion.at().toString());
    line.put("fate", lower(promotion.fate()));
    line.put("from", promotion.change().from());
    line.put("to", promotion.change().to());
    line.put("kept", promotion.change().kept());
    line.put("by", promotion.by());
    line.put("n", promotion.rows());
    var figures = line.putObject("figures");
    for (var each : promotion.figures()) {
      figures
          .putObject(each.measure())
          .put("was", each.was())
          .put("is", each.is())
          .put("verdict", lower(each.verdict()));
    }
    var reasons = line.putArray("reasons");
    promotion.reasons().forEach(reasons::add);
    return line.toString();
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * A line that was read.
   *
   * @throws IllegalArgumentException saying what is wrong with it
   */
  static Promotion read(ObjectNode line) {
    var figures = new ArrayList<Figure>();
    for (var each : line.path("figures").properties()) {
      if (!(each.getValue() instanceof ObjectNode figure)) {
        throw new IllegalArgumentException("has a figure that is none: " + each.getKey());
      }
      figures.add(
          new Figure(
              each.getKey(),
              Entries.number(figure, "was"),
              Entries.number(figure, "is"),
              Entries.named(Verdict.class, "verdict", Entries.text(figure, "verdict"))));
    }
    var reasons = new ArrayList<String>();
    line.path("reasons").forEach(reason -> reasons.add(reason.asText()));
    return new Promotion(
        Entries.at(line),
        Entries.named(Fate.class, "fate", Entries.text(line, "fate")),
        new Change(
            Entries.text(line, "from"), Entries.text(line, "to"), Entries.text(line, "kept")),
        Entries.text(line, "by"),
        (int) Entries.number(line, "n"),
        figures,
        reasons);
  }

  /** The digest of the router that should be in use after all of these. */
  static String inUse(List<Promotion> all) {
    var last = all.get(all.size() - 1);
    return switch (last.fate()) {
      case PROMOTED, ROLLED_BACK -> last.change().to();
      case REFUSED, FAILED -> last.change().from();
    };
  }
}
