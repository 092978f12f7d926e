package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.Target;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Between which models a router chooses, and what says how they did. */
final class GainOptions {
  @Option(
      names = "--gain",
      description =
          "Fit a router between models instead, to rows that say which of them answered rightly.")
  private boolean gain;

  @Option(
      names = "--weak",
      paramLabel = "FIELD",
      description = "The field that says whether the cheap model, label 'weak', was right.")
  private Optional<String> weak = Optional.empty();

  @Option(
      names = "--strong",
      paramLabel = "FIELD",
      description = "The field that says it of the dear one, label 'strong'.")
  private Optional<String> strong = Optional.empty();

  @Option(
      names = "--target",
      paramLabel = "LABEL=FIELD",
      description = "The same of any model; may be repeated, the cheapest first.")
  private List<String> targets = List.of();

  @Option(
      names = "--model",
      paramLabel = "LABEL=PROVIDER/MODEL",
      description = "Which model that is, as the price book names it; may be repeated.")
  private List<String> models = List.of();

  @Option(
      names = "--writes",
      paramLabel = "LABEL=TOKENS",
      description = "How long an answer of it usually is: with --model, 'evaluate' says dollars.")
  private List<String> writes = List.of();

  /** Whether models are chosen between, if what was typed makes sense. */
  boolean chosen() {
    boolean named = weak.isPresent() || strong.isPresent() || !targets.isEmpty();
    if (!gain && (named || !models.isEmpty() || !writes.isEmpty())) {
      throw Complaint.wrong(
          "--weak, --strong, --target, --model and --writes say what --gain needs: add --gain");
    }
    if (gain && fields().size() < 2) {
      throw Complaint.wrong(
          "--gain chooses between two models at least: say --weak FIELD --strong FIELD, or --target LABEL=FIELD for each");
    }
    return gain;
  }

  /** The fit, told of every target. */
  GainFit on(GainFit fit) {
    var fields = fields();
    var addresses = ofTargets("--model", models, "strong=openai/gpt-4.1", fields.keySet());
    var tokens = ofTargets("--writes", writes, "strong=200", fields.keySet());
    var all = fit;
    for (var each : fields.entrySet()) {
      var label = each.getKey();
      var target = Target.of(label, addresses.getOrDefault(label, each.getValue()));
      var known =
          Optional.ofNullable(tokens.get(label))
              .map(written -> target.writing(tokens(written)))
              .orElse(target);
      all = all.withTarget(known, each.getValue());
    }
    return all;
  }

  private Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    weak.ifPresent(field -> fields.put("weak", field));
    for (var target : targets) {
      put(target, "--target", "LABEL=FIELD, such as large=gpt-4.1", fields);
    }
    strong.ifPresent(field -> fields.put("strong", field));
    return fields;
  }

  /** What is said of targets, by their labels. */
  private static Map<String, String> ofTargets(
      String option, List<String> written, String example, Collection<String> labels) {
    var said = new LinkedHashMap<String, String>();
    for (var each : written) {
      put(each, option, "LABEL=…, such as " + example, said);
    }
    for (var label : said.keySet()) {
      if (!labels.contains(label)) {
        throw Complaint.wrong(
            "%s speaks of '%s', which is no target. %s"
                .formatted(option, Shown.brief(label, 40), DidYouMean.among(label, labels)));
      }
    }
    return said;
  }

  private static void put(String pair, String option, String wanted, Map<String, String> all) {
    int sign = pair.indexOf('=');
    if (sign < 1 || sign == pair.length() - 1) {
      throw Complaint.wrong(
          "%s takes %s, found %s".formatted(option, wanted, Shown.brief(pair, 60)));
    }
    var label = pair.substring(0, sign);
    if (all.put(label, pair.substring(sign + 1)) != null) {
      throw Complaint.wrong("%s says twice what '%s' is".formatted(option, Shown.brief(label, 40)));
    }
  }

  private static long tokens(String written) {
    if (!written.matches("[1-9][0-9]{0,8}")) {
      throw Complaint.wrong(
          "--writes takes LABEL=TOKENS, such as strong=200, found " + Shown.brief(written, 40));
    }
    return Long.parseLong(written);
  }
}
