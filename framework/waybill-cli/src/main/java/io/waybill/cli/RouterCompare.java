package io.waybill.cli;

import io.waybill.reports.router.RoutersComparedPage;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router compare}: two routers on the same rows. */
@Command(
    name = "compare",
    description = "Says whether router B is better than router A on rows that neither has seen.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RouterCompare implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;

  @Parameters(index = "0", paramLabel = "A.router", description = "What 'router fit' wrote.")
  private Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B.router", description = "Another.")
  private Path b = Path.of("");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "FILE",
      description = "Labelled rows; may be repeated.")
  private List<Path> test = List.of();

  @Option(
      names = "--out-of-scope-label",
      paramLabel = "LABEL",
      description = "Rows of this label belong to none, as those of which a router says so.")
  private String outOfScope = "";

  @Mixin private Output output = new Output();

  RouterCompare(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    output.mustSpare(Stream.concat(test.stream(), Stream.of(a, b)).toList());
    var rivals = Rivals.in(a, b);
    var compared = rivals.compared(test, outOfScope, new Judge(terminal, interrupt));
    var comparison = compared.comparison();
    var object = rivals.json(comparison);
    object.put("leaked_rows", compared.rows().leaked());
    output.give(
        terminal,
        RoutersComparedPage.of(comparison, a.toString(), b.toString(), rivals.first()),
        object);
    if (!compared.rows().told().isEmpty()) {
      terminal.err().println(compared.rows().told());
    }
    return Exit.OK;
  }
}
