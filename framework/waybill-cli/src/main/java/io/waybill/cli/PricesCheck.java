package io.waybill.cli;

import io.waybill.ledger.PriceBook;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill prices check}: everything that is wrong with a price book, and how old it is. */
@Command(
    name = "check",
    description = "Says everything that is wrong with a price book, or how old it is.",
    mixinStandardHelpOptions = true)
final class PricesCheck implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(index = "0", paramLabel = "BOOK.yaml", description = "The price book.")
  private Path file = Path.of("");

  @Option(
      names = "--older-than",
      paramLabel = "DAYS",
      description = "Name what was checked longer ago; by default 90.")
  private int days = Prices.FRESH_DAYS;

  PricesCheck(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Something that was checked some day, or nobody knows when. */
  private record Dated(String name, Optional<LocalDate> checked) {}

  @Override
  public Integer call() {
    if (days < 0) {
      throw Complaint.wrong("--older-than takes days, 0 or more, found " + days);
    }
    var book = Prices.read(file);
    terminal.out().println("ok: " + Shown.safe(new Prices.Book(file.toString(), book).toString()));
    var old = old(book);
    if (!old.isEmpty()) {
      terminal.out().println("older than %s:".formatted(Figures.counted(days, "day")));
      old.forEach(line -> terminal.out().println("  " + Shown.safe(line)));
    }
    return Exit.OK;
  }

  /** What has no date of its own is as old as the book. */
  private List<String> old(PriceBook book) {
    var prices = book.prices().stream().map(price -> new Dated(price.id(), price.checked()));
    var pools = book.pools().stream().map(pool -> new Dated("pool " + pool.name(), pool.checked()));
    return Stream.concat(prices, pools)
        .map(each -> new Dated(each.name, each.checked.or(book::checked)))
        .filter(each -> each.checked.map(day -> Prices.days(day) > days).orElse(true))
        .map(each -> "%s, %s".formatted(each.name, Prices.age(each.checked)))
        .distinct()
        .toList();
  }
}
