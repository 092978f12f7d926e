package io.waybill.cli;

import io.waybill.routing.feedback.Promotion;
import io.waybill.routing.feedback.Promotion.Fate;
import io.waybill.routing.feedback.Promotion.Rule;
import io.waybill.routing.feedback.Promotions;
import io.waybill.routing.judge.Comparison;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router promote}: a router takes the place of another one, if it is better. */
@Command(
    name = "promote",
    description = "Puts a router in the place of the one in use, only if it is better; on record.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  it took the place; the other one is kept beside",
      "  1  it is not better, or worse in something: nothing changed"
    })
final class RouterPromote implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;

  @Parameters(index = "0", paramLabel = "LIVE.router", description = "The one in use.")
  private Path live = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW.router", description = "The one to take its place.")
  private Path candidate = Path.of("");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "FILE",
      description = "Labelled rows that neither has seen; may be repeated.")
  private List<Path> test = List.of();

  @Option(
      names = "--better",
      paramLabel = "FIGURE",
      description =
          "In which it must be better by more than chance explains; by default accuracy, between models apgr.")
  private Optional<String> better = Optional.empty();

  @Option(
      names = "--tolerance",
      paramLabel = "SHARE",
      description = "By how much it may be worse in any other figure; by default 0.005.")
  private double tolerance = 0.005;

  RouterPromote(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    var rivals = Rivals.in(live, candidate);
    var rule =
        Complaint.wrongIfRefused(
            () -> new Rule(better.map(rivals::named).orElse(rivals.first()), tolerance));
    var compared = rivals.compared(test, "", new Judge(terminal, interrupt));
    var promotion = Complaint.wrongIfRefused(() -> decided(rivals, compared.comparison(), rule));
    tell(promotion);
    return promotion.fate() == Fate.PROMOTED ? Exit.OK : Exit.NOT_MET;
  }

  private Promotion decided(Rivals rivals, Comparison comparison, Rule rule) {
    try {
      return Promotions.of(live)
          .decide(rivals.artefactOfA(), rivals.artefactOfB(), comparison, rule);
    } catch (IOException e) {
      throw Complaint.trouble("write", live, e);
    }
  }

  private void tell(Promotion promotion) {
    var out = terminal.out();
    out.println(
        promotion.fate() == Fate.PROMOTED
            ? "%s is now what %s was; the one before is kept as %s"
                .formatted(live, candidate, promotion.change().kept())
            : "%s stays as it is".formatted(live));
    promotion.reasons().forEach(reason -> out.println("  - " + reason));
  }
}
