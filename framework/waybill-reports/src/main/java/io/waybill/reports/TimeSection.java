package io.waybill.reports;

import io.waybill.ledger.Figures;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import io.waybill.work.EngineTimes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Where the time of a run went, and what would have made it shorter. */
final class TimeSection {
  private static final int MOST_IDEAS = 10;

  private final Markup page;
  private final Timing timing;

  private TimeSection(Markup page, Timing timing) {
    this.page = page;
    this.timing = timing;
  }

  static void on(Markup page, Waybill waybill, Receipt receipt) {
    var section = new TimeSection(page, receipt.timing());
    page.open("section", "id", "time", "aria-labelledby", "time-title");
    page.element("h2", "Where the time went", "id", "time-title");
    section.losses();
    section.whatIf();
    section.engines(waybill);
    page.close("section");
  }

  private void losses() {
    page.open("dl", "class", "facts");
    fact(
        "critical path", timing.longest(), "the longest chain of steps that waited for each other");
    fact("orchestration", timing.orchestration(), "what the run took beyond it");
    fact("of the path, queueing", timing.capacityLoss(), "what waiting for a turn added to it");
    fact("work", timing.work(), "the service of all attempts, added up");
    fact("idle", timing.idle(), "no step was under way, not even waiting");
    var parallel = String.format(Locale.ROOT, "%.2f", timing.parallelism());
    page.element("dt", "parallelism").element("dd", parallel + " calls at once while any was");
    page.close("dl");
  }

  private void fact(String name, Duration time, String note) {
    page.element("dt", name).open("dd");
    page.text("%s s, %s".formatted(Figures.seconds(time.toNanos()), note)).close("dd");
  }

  private void whatIf() {
    var ideas =
        timing.lines().stream()
            .filter(line -> !line.saved(2).isZero())
            .sorted(Comparator.comparing((Timing.OfLine line) -> line.saved(4)).reversed())
            .limit(MOST_IDEAS)
            .toList();
    if (ideas.isEmpty()) {
      return;
    }
    page.element("h3", "What if a step were faster");
    var table =
        Columns.open(
            page,
            "The length of the run in seconds if one step were faster, all else as it was",
            List.of(
                Columns.words("step"),
                Columns.number("2× faster"),
                Columns.number("saves"),
                Columns.number("4× faster"),
                Columns.number("saves"),
                Columns.number("service"),
                Columns.number("drag")));
    for (var line : ideas) {
      table.row("").head(line.path());
      for (int times : new int[] {2, 4}) {
        long saved = line.saved(times).toNanos();
        table.nanos(timing.wall().toNanos() - saved).nanos(saved);
      }
      table.nanos(line.service().toNanos()).nanos(line.drag().toNanos()).end();
    }
    table.close("tbody");
  }

  private void engines(Waybill waybill) {
    var told =
        waybill.ledger().postings().stream()
            .filter(posting -> posting.marks().engine().isPresent())
            .toList();
    if (told.isEmpty()) {
      return;
    }
    page.element("h3", "What engines say");
    var table =
        Columns.open(
            page,
            "By the engine's own clock, in seconds",
            List.of(
                Columns.words("step"),
                Columns.number("attempt"),
                Columns.words("engine"),
                Columns.number("queue"),
                Columns.number("load"),
                Columns.number("prefill"),
                Columns.number("decode"),
                Columns.number("service, as we saw it")));
    for (var posting : told) {
      posting.marks().engine().ifPresent(times -> engine(table, posting, times));
    }
    table.close("tbody");
  }

  private static void engine(Columns table, Posting posting, EngineTimes times) {
    table.row("").head(posting.path()).number("" + posting.attempt(), posting.attempt());
    table.texts(times.engine());
    for (Optional<Duration> part :
        List.of(times.queue(), times.load(), times.prefill(), times.decode())) {
      table.nanos(part.map(Duration::toNanos).orElse(-1L));
    }
    table.nanos(posting.parts().service()).end();
  }
}
