package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code waybill router ask}: what a router makes of one text. */
@Command(
    name = "ask",
    description = "Says what a router makes of one text.",
    mixinStandardHelpOptions = true)
final class RouterAsk implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;

  @Parameters(index = "0", paramLabel = "F.router", description = "What 'router fit' wrote.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "TEXT", description = "What it is asked.")
  private String text = "";

  RouterAsk(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    var router = Judge.asking(file);
    asked(router); // the first one loads the encoder
    long began = System.nanoTime();
    var choice = asked(router).value();
    long took = System.nanoTime() - began;
    terminal
        .out()
        .println(
            choice.abstained()
                ? choice.label()
                : "%s, %s sure"
                    .formatted(choice.label(), FittedLines.percent(choice.confidence())));
    if (!choice.reason().isEmpty()) {
      terminal.out().println(FittedLines.line("since", choice.reason()));
    }
    if (!choice.candidates().isEmpty()) {
      terminal.out().println(FittedLines.line("candidates", candidates(choice)));
    }
    terminal.out().println(FittedLines.line("took", Figures.time(took)));
    return Exit.OK;
  }

  private Outcome<Choice> asked(Router<? super String> router) {
    return interrupt.await(router.perform(text, CallContext.detached("ask")));
  }

  private static String candidates(Choice choice) {
    return choice.candidates().entrySet().stream()
        .map(
            each ->
                "%s %s".formatted(Shown.safe(each.getKey()), FittedLines.percent(each.getValue())))
        .collect(Collectors.joining(", "));
  }
}
