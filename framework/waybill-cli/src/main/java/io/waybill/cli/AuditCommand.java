package io.waybill.cli;

import io.waybill.record.Json;
import io.waybill.reports.Audit;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill audit}: whether everything that is a sum adds up. */
@Command(
    name = "audit",
    description =
        "Adds up what runs that 'waybill run --out' kept say of money and time, all of it anew, and"
            + " shows every two figures that differ.",
    mixinStandardHelpOptions = true,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  everything adds up",
      "  1  two figures differ",
      "  3  a file could not be read"
    })
final class AuditCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUNFILE",
      description = "Files that --out wrote, or folders of them.")
  private List<Path> files = List.of();

  @Option(
      names = {"-v", "--verbose"},
      description = "Say of every run what was compared; without it, of a single one only.")
  private boolean verbose;

  private int different;
  private int unread;
  private long compared;

  AuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    var runs = RunFile.in(files);
    if (runs.isEmpty()) {
      throw Complaint.wrong("there is no run file in %s".formatted(files));
    }
    runs.forEach(file -> audit(file, verbose || runs.size() == 1));
    if (runs.size() > 1) {
      terminal
          .out()
          .println(
              "%s, %s compared: %s"
                  .formatted(
                      Figures.counted(runs.size(), "run"),
                      Figures.counted(compared, "figure"),
                      different + unread == 0 ? "all add up" : told(runs.size())));
    }
    if (unread > 0) {
      return Exit.TROUBLE;
    }
    return different > 0 ? Exit.RUNS_FAILED : Exit.OK;
  }

  private String told(int runs) {
    return "%d add up, %d do not, %d could not be read"
        .formatted(runs - different - unread, different, unread);
  }

  private void audit(Path file, boolean whole) {
    try {
      tell(file, Audit.of(RunFile.json(file)), whole);
    } catch (Complaint e) {
      unread++;
      terminal.err().println(e.getMessage());
    } catch (Json.NotJson e) {
      unread++;
      terminal.err().println("%s is no run file: %s".formatted(file, Shown.safe(e.why())));
    } catch (ArithmeticException e) {
      unread++;
      terminal.err().println("%s has figures that are too large to be added up".formatted(file));
    }
  }

  private void tell(Path file, Audit audit, boolean whole) {
    compared += audit.compared();
    different += audit.addsUp() ? 0 : 1;
    if (whole || !audit.addsUp()) {
      terminal
          .out()
          .println(
              "%s %s, %s compared; price book %s"
                  .formatted(
                      file,
                      audit.addsUp() ? "adds up" : "does not add up",
                      Figures.counted(audit.compared(), "figure"),
                      Shown.brief(audit.digest(), 80)));
    }
    for (var check : audit.checks()) {
      boolean same = check.differences().isEmpty();
      if (whole || !same) {
        terminal
            .out()
            .println(
                " %s %-68s %s"
                    .formatted(same ? "=" : "≠", check.what(), Figures.count(check.compared())));
      }
      check
          .differences()
          .forEach(each -> terminal.out().println("     " + Shown.safe(each.toString())));
    }
  }
}
