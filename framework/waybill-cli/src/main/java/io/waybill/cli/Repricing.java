package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.reports.AsIf;
import io.waybill.reports.Page;
import io.waybill.reports.RerateBlocks;
import io.waybill.reports.Rerating;
import io.waybill.reports.TextPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options that price kept runs anew. */
final class Repricing {
  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description =
          "Price the runs by this price book, and the bundled one below it, without a call.")
  private Optional<Path> prices = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "STEP=PROVIDER/MODEL",
      description =
          "Price what a step used as if that model had used it: an estimate. May be repeated.")
  private List<String> models = List.of();

  /** That in the file that was named; without one and with other models, the command's own. */
  Optional<PriceBook> book(Map<String, String> environment) {
    return prices
        .map(Prices::over)
        .or(() -> models.isEmpty() ? Optional.empty() : Optional.of(new Prices().book(environment)))
        .map(Prices.Book::book);
  }

  Rerating rerating(Map<String, String> environment) {
    try {
      return new Rerating(book(environment), models.stream().map(AsIf::of).toList());
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("--model: " + e.getMessage());
    }
  }

  /** What it changed; complains if a model took the place of none. */
  static Optional<Rerating.Result> changes(Rerating rerating) {
    try {
      return rerating.result();
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("--model: " + e.getMessage());
    }
  }

  static String text(Rerating.Result result) {
    return TextPage.of(new Page("priced anew", RerateBlocks.of(result))).stripTrailing();
  }
}
