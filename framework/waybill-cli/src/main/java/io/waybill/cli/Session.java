package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.record.Json;
import io.waybill.reports.Figures;
import io.waybill.reports.Receipts;
import io.waybill.reports.Shown;
import io.waybill.reports.TextPage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One {@code waybill run}: what is kept and printed while runs end, and what is said at the end.
 */
final class Session implements Batch.Sink {
  /** Of a structured value, and of sources, more is not printed. */
  private static final int MOST_LINES = 60;

  private final Plan<?> plan;
  private final RunSettings settings;
  private final Terminal terminal;
  private final Interrupt interrupt;
  private final Progress progress;
  private final Tally tally;
  private @Nullable Finished last;
  private boolean closed;

  Session(
      Plan<?> plan,
      RunSettings settings,
      Terminal terminal,
      Interrupt interrupt,
      Progress progress) {
    this.plan = plan;
    this.settings = settings;
    this.terminal = terminal;
    this.interrupt = interrupt;
    this.progress = progress;
    this.tally = new Tally(plan);
  }

  /** Runs everything, says what came of it, and returns the exit code. */
  int run(Inputs inputs) {
    var engine = settings.bounds().engine();
    settings.listeners().forEach(engine::listener);
    long began = System.nanoTime();
    var local = engine.build();
    var batch = new Batch(local, plan, settings.bounds().options(), interrupt, this);
    var trouble = batch.run(inputs, settings.parallel());
    var took = Duration.ofNanos(System.nanoTime() - began);
    close();
    say(tally.summary(took, local.pools()));
    if (settings.verbose()) {
      health();
    }
    return exit(trouble);
  }

  @Override
  public void finished(Finished run) {
    if (!isClosed()) {
      settings.out().ifPresent(folder -> RunFile.write(folder, run));
      tell(run);
    }
  }

  @Override
  public synchronized void refused(Item.Refused item) {
    if (closed) {
      return;
    }
    tally.add(item);
    progress.step();
    if (settings.json()) {
      var object = Json.object().put("format", RunFile.FORMAT).put("id", item.id());
      print(
          Json.line(
              object.put("line", item.line()).put("status", "not_run").put("error", item.why())));
    }
    if (settings.verbose()) {
      terminal
          .err()
          .println("%s not run: %s".formatted(Shown.brief(item.id(), 80), Shown.safe(item.why())));
    }
  }

  private synchronized void tell(Finished run) {
    if (closed) {
      return;
    }
    tally.add(run);
    last = run;
    progress.step();
    if (settings.json()) {
      print(Json.line(run.json()));
    }
    if (settings.verbose()) {
      var waybill = run.waybill();
      terminal
          .err()
          .println(
              "%s %s %s %s"
                  .formatted(
                      Shown.brief(run.item().id(), 80),
                      run.status(),
                      Figures.time(waybill.wall().toNanos()),
                      Figures.cost(waybill.ledger().total())));
    }
  }

  private void print(String line) {
    terminal.out().println(line);
    if (terminal.out().checkError()) {
      throw Complaint.trouble("the standard output is closed");
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized void close() {
    closed = true;
    progress.close();
  }

  private void say(Summary summary) {
    var people = settings.json() ? terminal.err() : terminal.out();
    var only = last;
    if (tally.inputs() == 1 && only != null) {
      one(only, people);
      settings.html().ifPresent(file -> page(only, file));
    } else if (tally.inputs() > 0) {
      people.println(TextPage.of(SummaryPage.of(summary)).stripTrailing());
      settings
          .html()
          .ifPresent(
              file ->
                  terminal
                      .err()
                      .println(
                          "--html is for a single run; keep runs with --out DIR, and write the page"
                              + " of one with 'waybill trace RUNFILE --html %s'".formatted(file)));
    }
    settings
        .report()
        .filter(file -> tally.inputs() > 0)
        .ifPresent(
            file -> {
              Report.write(file, SummaryPage.of(summary), plan);
              terminal.err().println("wrote " + file);
            });
  }

  private void page(Finished run, Path file) {
    Disk.writePrivately(file, Receipts.html(run.waybill()));
    terminal.err().println("wrote " + file);
  }

  /** How it went with whom was asked. */
  private void health() {
    var health = settings.bounds().protect().health();
    Surroundings.titled(terminal.err(), "health:", health.toString().lines().toList());
    Surroundings.titled(terminal.err(), "hints:", Hints.of(health));
  }

  private void one(Finished run, PrintWriter people) {
    run.value().ifPresent(value -> people.println(capped(value) + "\n"));
    var sources = run.citations();
    if (run.value().isPresent() && !sources.isEmpty()) {
      people.println("sources");
      sources.stream()
          .limit(MOST_LINES)
          .forEach(
              source ->
                  people.println(
                      " %s  %s"
                          .formatted(
                              Shown.safe(source.toString()), Shown.brief(source.digest(), 19))));
      if (sources.size() > MOST_LINES) {
        people.println(
            " … %s more: --html FILE shows all of them"
                .formatted(Figures.count(sources.size() - MOST_LINES)));
      }
      people.println();
    }
    people.println(Shown.safe(run.waybill().toString().stripTrailing()));
  }

  /** An answer is printed whole; of thousands of values only the first. */
  private static String capped(Object value) {
    var text = Shown.value(value);
    long lines = text.lines().count();
    if (value instanceof String || lines <= MOST_LINES) {
      return text;
    }
    return text.lines().limit(MOST_LINES).collect(Collectors.joining("\n"))
        + "\n… %s more lines: --json prints all of it, --out DIR keeps it"
            .formatted(Figures.count(lines - MOST_LINES));
  }

  private int exit(Optional<Throwable> trouble) {
    if (interrupt.requested()) {
      terminal
          .err()
          .println("cancelled" + (tally.inputs() == 0 ? " before the first run ended" : ""));
      return Exit.CANCELLED;
    }
    if (trouble.isPresent()) {
      throw trouble.get() instanceof RuntimeException known
          ? known
          : new IllegalStateException(trouble.get());
    }
    if (tally.inputs() == 0) {
      throw Complaint.wrong("there is no input: nothing ran");
    }
    return tally.allWell() ? Exit.OK : Exit.RUNS_FAILED;
  }
}
