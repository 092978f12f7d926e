package io.waybill.cli;

import io.waybill.routing.feedback.Promotion;
import io.waybill.routing.feedback.Promotion.Fate;
import io.waybill.routing.feedback.Promotion.Rule;
import io.waybill.routing.feedback.Promotions;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.judge.Comparison;
import io.waybill.routing.judge.Measure;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
      description = "In which it must be better by more than chance explains; by default accuracy.")
  private String better = "accuracy";

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
    var rule = Complaint.wrongIfRefused(() -> new Rule(Measure.named(better), tolerance));
    var inUse = Judge.head(live);
    var other = Judge.head(candidate);
    var rows = TestRows.read(test, List.of(inUse, other), "");
    var judge = new Judge(terminal, interrupt);
    var comparison = Comparison.of(judge.judgements(inUse, rows), judge.judgements(other, rows));
    var promotion = Complaint.wrongIfRefused(() -> decided(inUse, other, comparison, rule));
    tell(promotion);
    return promotion.fate() == Fate.PROMOTED ? Exit.OK : Exit.NOT_MET;
  }

  private Promotion decided(HeadRouter inUse, HeadRouter other, Comparison comparison, Rule rule) {
    try {
      return Promotions.of(live).decide(inUse.artefact(), other.artefact(), comparison, rule);
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
