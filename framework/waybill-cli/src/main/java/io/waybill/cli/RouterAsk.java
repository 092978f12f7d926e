package io.waybill.cli;

import io.waybill.local.Encoders;
import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.file.RouterFile;
import io.waybill.routing.gain.GainRouter;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waybill router ask}: what a router makes of one text. */
@Command(
    name = "ask",
    description = "Says what a router makes of one text.",
    mixinStandardHelpOptions = true)
final class RouterAsk implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "F.router", description = "What 'router fit' wrote.")
  private Path file = Path.of("");

  @Parameters(index = "1", paramLabel = "TEXT", description = "What it is asked.")
  private String text = "";

  @Mixin private Prices prices = new Prices();

  RouterAsk(Terminal terminal, Interrupt interrupt, Map<String, String> environment) {
    this.terminal = terminal;
    this.interrupt = interrupt;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var router = router();
    asked(router); // the first one loads the encoder
    long began = System.nanoTime();
    var choice = asked(router).value();
    long took = System.nanoTime() - began;
    terminal
        .out()
        .println(
            choice.abstained()
                ? choice.label()
                : "%s, %s %s"
                    .formatted(
                        choice.label(), FittedLines.percent(choice.confidence()), likely(choice)));
    if (!choice.reason().isEmpty()) {
      terminal.out().println(FittedLines.line("since", choice.reason()));
    }
    if (!choice.candidates().isEmpty()) {
      var of = choice.grounds().stage().equals(GainRouter.KIND) ? "chances" : "candidates";
      terminal.out().println(FittedLines.line(of, candidates(choice)));
    }
    terminal.out().println(FittedLines.line("took", Figures.time(took)));
    return Exit.OK;
  }

  /** One that labels as it is; one between models by the prices that hold. */
  private Router<? super String> router() {
    Disk.mustExist(file, "router file");
    var between = Complaint.wrongIfRefused(() -> RouterFile.between(file, Encoders::named));
    return between.isPresent()
        ? between.get().priced(prices.book(environment).book(), Clock.systemUTC())
        : Judge.asking(file);
  }

  /** What a confidence is of: of a label, or of a model's answer. */
  private static String likely(Choice choice) {
    return choice.grounds().stage().equals(GainRouter.KIND) ? "likely to be right" : "sure";
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
