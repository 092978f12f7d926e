package io.waybill.cli;

import io.waybill.reports.router.EvaluationPage;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.EvaluationJson;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill router evaluate}: how good a router is on rows that it has not seen. */
@Command(
    name = "evaluate",
    description = "Says how good a router is on labelled rows that it was not fitted on.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nExit codes:%n",
    footer = {
      "  0  it was judged, and meets every gate",
      "  1  a gate is not met",
      "  2  the router or the rows cannot be used"
    })
final class RouterEvaluate implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;

  @Parameters(index = "0", paramLabel = "F.router", description = "What 'router fit' wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--test",
      required = true,
      paramLabel = "FILE",
      description = "Labelled rows; may be repeated.")
  private List<Path> test = List.of();

  @Option(
      names = "--out-of-scope-label",
      paramLabel = "LABEL",
      description =
          "Rows of this label belong to none; the router knows the one it was fitted with.")
  private String outOfScope = "";

  @Mixin private GateOptions must = new GateOptions();

  @Option(names = "--all", description = "With --json: every wrong row, not the first thousand.")
  private boolean all;

  @Mixin private Output output = new Output();

  RouterEvaluate(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    return Judge.router(file) instanceof GainRouter gain ? gain(gain) : head(Judge.head(file));
  }

  private int gain(GainRouter router) {
    var gates = must.read(GainPage.NAMES);
    var given = RowFiles.read(test, List.of());
    var rows = TestRows.unseen(given, List.of(router.provenance().seen()));
    var vectors = new Judge(terminal, interrupt).vectors(rows, router.provenance());
    var name = String.valueOf(file.getFileName());
    var evaluation = Complaint.wrongIfRefused(() -> router.judge(rows, vectors));
    var page = new GainPage(name, evaluation, given.size() - rows.size());
    output.give(terminal, page.page(), page.json());
    return must.held(terminal, gates, page.metrics());
  }

  private int head(HeadRouter router) {
    var gates = must.read(Evaluation.names(router.promises()));
    var rows = TestRows.read(test, List.of(router), outOfScope);
    var judgements = new Judge(terminal, interrupt).judgements(router, rows);
    var encoder = router.provenance().encoder();
    var evaluation =
        Evaluation.of(
            judgements,
            router.promised(),
            router.promises(),
            new Evaluated(
                List.of(
                    new Evaluated.Part(
                        Evaluated.ROUTER,
                        String.valueOf(file.getFileName()),
                        router.artefact().digest()),
                    new Evaluated.Part(Evaluated.ENCODER, encoder.name(), encoder.digest()),
                    rows.data()),
                rows.sample()));
    int wrong = all ? Integer.MAX_VALUE : EvaluationJson.WRONG_ROWS;
    output.give(terminal, EvaluationPage.of(evaluation), EvaluationJson.of(evaluation, wrong));
    if (!rows.told().isEmpty()) {
      terminal.err().println(rows.told());
    }
    return must.held(terminal, gates, evaluation.metrics());
  }
}
