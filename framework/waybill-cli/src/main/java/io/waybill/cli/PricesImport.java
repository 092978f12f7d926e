package io.waybill.cli;

import io.waybill.prices.GenaiPrices;
import io.waybill.prices.Imported;
import io.waybill.prices.PriceBooks;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill prices import}: a price book of somebody else's price list. */
@Command(
    name = "import",
    description = "Makes a price book of a price list of genai-prices, its data.json.",
    mixinStandardHelpOptions = true)
final class PricesImport implements Callable<Integer> {
  private static final long LARGEST = 64 << 20;

  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "FILE", description = "The list.")
  private Path file = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "BOOK.yaml",
      description = "Write the book there, and what was left out to the output.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--checked",
      paramLabel = "DAY",
      description = "The day of the list, 2026-11-09: it does not say that itself.")
  private Optional<String> checked = Optional.empty();

  PricesImport(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var imported = imported(checked.map(PricesImport::day));
    var book = PriceBooks.write(imported.book());
    if (out.isPresent()) {
      Disk.write(out.get(), book);
      told(imported, terminal.out());
    } else {
      terminal.out().print(book);
      told(imported, terminal.err());
    }
    return Exit.OK;
  }

  private Imported imported(Optional<LocalDate> day) {
    Disk.mustExist(file, "price list");
    try {
      if (Files.size(file) > LARGEST) {
        throw Complaint.wrong("price list %s is larger than 64 MiB".formatted(file));
      }
      return GenaiPrices.read(Files.readString(file), day);
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("price list %s %s".formatted(file, e.getMessage()));
    }
  }

  private void told(Imported imported, PrintWriter to) {
    imported
        .leftOut()
        .forEach(
            left -> to.println(Shown.safe((left.whole() ? "left out: " : "in part: ") + left)));
    if (imported.overlaps() > 0) {
      to.println(
          "%s of patterns both match names that no model is known to have: there the one that says more counts"
              .formatted(Figures.counted(imported.overlaps(), "pair")));
    }
    long parts =
        imported.leftOut().stream()
            .filter(left -> !left.whole())
            .map(Imported.LeftOut::model)
            .distinct()
            .count();
    to.println(
        "%s of %s taken, as %s: %s in part; %s left out"
            .formatted(
                Figures.count(imported.taken()),
                Figures.counted(imported.models(), "model"),
                Figures.counted(imported.book().prices().size(), "price"),
                Figures.count(parts),
                Figures.count(imported.models() - imported.taken())));
  }

  private static LocalDate day(String written) {
    try {
      return LocalDate.parse(written);
    } catch (DateTimeException e) {
      throw Complaint.wrong("--checked takes a day, 2026-11-09, found " + Shown.brief(written, 40));
    }
  }
}
