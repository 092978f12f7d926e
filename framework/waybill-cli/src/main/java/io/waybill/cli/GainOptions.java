package io.waybill.cli;

import io.waybill.reports.Shown;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.Target;
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

  /** Whether models are chosen between, if what was typed makes sense. */
  boolean chosen() {
    boolean named = weak.isPresent() || strong.isPresent() || !targets.isEmpty();
    if (!gain && named) {
      throw Complaint.wrong("--weak, --strong and --target say what --gain needs: add --gain");
    }
    if (gain && fields().size() < 2) {
      throw Complaint.wrong(
          "--gain chooses between two models at least: say --weak FIELD --strong FIELD, or --target LABEL=FIELD for each");
    }
    return gain;
  }

  /** The fit, told of every target. */
  GainFit on(GainFit fit) {
    var all = fit;
    for (var each : fields().entrySet()) {
      all = all.withTarget(Target.of(each.getKey(), each.getValue()), each.getValue());
    }
    return all;
  }

  private Map<String, String> fields() {
    var fields = new LinkedHashMap<String, String>();
    weak.ifPresent(field -> fields.put("weak", field));
    for (var target : targets) {
      int sign = target.indexOf('=');
      if (sign < 1 || sign == target.length() - 1) {
        throw Complaint.wrong(
            "--target takes LABEL=FIELD, such as large=gpt-4.1, found " + Shown.brief(target, 60));
      }
      if (fields.put(target.substring(0, sign), target.substring(sign + 1)) != null) {
        throw Complaint.wrong(
            "two targets have the label '%s'".formatted(target.substring(0, sign)));
      }
    }
    strong.ifPresent(field -> fields.put("strong", field));
    return fields;
  }
}
