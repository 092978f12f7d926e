package io.waybill.cli;

import io.waybill.local.Encoders;
import io.waybill.plan.DidYouMean;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.work.Encoder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** With what a router is fitted. */
final class FitOptions {
  /** From so many examples of a label on, a wide encoder is the better one. */
  private static final int WIDE = 80;

  private static final List<String> NAMES = List.of("minilm", "minilm+bge", "bge");

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description =
          "minilm, minilm+bge (better, and three times slower) or bge; by default minilm.")
  private String encoder = "minilm";

  @Option(
      names = "--promise",
      paramLabel = "SHARE",
      description =
          "Of what it decides this share is to be right, 0.99; it abstains from the rest.")
  private Optional<String> promise = Optional.empty();

  @Option(
      names = "--gate",
      paramLabel = "SHARE",
      description =
          "Accuracy in scope that is given for keeping out what belongs to no label; by default 0.008, without --out-of-scope-label 0.002.")
  private Optional<String> gate = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same rows and seed give the same router; by default 1.")
  private long seed = 1;

  /** An encoder, and why it is that one. */
  record Chosen(Encoder encoder, String why) {}

  /** Complains about what nobody can mean, before anything is read. */
  void check() {
    if (!NAMES.contains(encoder)) {
      throw Complaint.wrong(
          "there is no encoder '%s'. %s"
              .formatted(Shown.brief(encoder, 40), DidYouMean.among(encoder, NAMES)));
    }
    promise();
    gate();
  }

  long seed() {
    return seed;
  }

  Optional<Double> promise() {
    return promise.map(FitOptions::share);
  }

  Optional<Double> gate() {
    return gate.map(
        written -> {
          double share = number("--gate", "0.008", written);
          if (share >= 0 && share <= 0.5) {
            return share;
          }
          throw Complaint.wrong(
              "--gate takes a share between 0 and 0.5, such as 0.008, found "
                  + Shown.brief(written, 40));
        });
  }

  /** The encoder for so many rows of so many labels. */
  Chosen encoder(int rows, int labels) {
    int each = rows / Math.max(1, labels);
    return each >= WIDE
        ? new Chosen(
            Encoders.wide(encoder),
            "its middle layer too, since there are %s a label"
                .formatted(Figures.counted(each, "row")))
        : new Chosen(
            Encoders.named(encoder),
            "its middle layer would help from %d rows a label on, and there are %s"
                .formatted(WIDE, Figures.count(each)));
  }

  /** The encoder for a router between models. */
  Chosen encoderBetweenModels() {
    return new Chosen(
        Encoders.middle(encoder), "its middle layer, which tells best how hard a text is");
  }

  private static double share(String written) {
    double share = number("--promise", "0.99", written);
    if (share > 0 && share < 1) {
      return share;
    }
    throw Complaint.wrong(
        "--promise takes a share between 0 and 1, found %s%s"
            .formatted(
                Shown.brief(written, 40),
                share >= 1 && share < 100 ? ". Did you mean %s?".formatted(meant(share)) : ""));
  }

  private static String meant(double percent) {
    return percent == 1
        ? "0.99"
        : BigDecimal.valueOf(percent).movePointLeft(2).stripTrailingZeros().toPlainString();
  }

  private static double number(String option, String such, String written) {
    try {
      return new BigDecimal(written.replaceFirst("\\s*%$", "")).doubleValue();
    } catch (NumberFormatException e) {
      throw Complaint.wrong(
          "%s takes a share such as %s, found %s"
              .formatted(option, such, Shown.brief(written, 40)));
    }
  }
}
