package io.waybill.cli;

import io.waybill.reports.router.EvaluationPage;
import io.waybill.reports.router.GainPage;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainEvaluation;
import io.waybill.routing.gain.GainEvaluationJson;
import io.waybill.routing.gain.GainRouter;
import io.waybill.routing.gain.Spending;
import io.waybill.routing.judge.Evaluated;
import io.waybill.routing.judge.Evaluation;
import io.waybill.routing.judge.EvaluationJson;
import io.waybill.routing.judge.Gates;
import io.waybill.routing.judge.Metrics;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
  private final Map<String, String> environment;

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

  @Mixin private Prices prices = new Prices();

  @Mixin private GateOptions must = new GateOptions();

  @Mixin private RecordOptions record = new RecordOptions();

  @Option(names = "--all", description = "With --json: every wrong row, not the first thousand.")
  private boolean all;

  @Mixin private Output output = new Output();

  RouterEvaluate(Terminal terminal, Interrupt interrupt, Map<String, String> environment) {
    this.terminal = terminal;
    this.interrupt = interrupt;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var given = Stream.concat(test.stream(), Stream.of(file)).toList();
    output.mustSpare(given);
    record.mustSpare(given);
    return Judge.router(file) instanceof GainRouter gain ? gain(gain) : head(Judge.head(file));
  }

  private int head(HeadRouter router) {
    var gates = must.read(Evaluation.names(router.promises()));
    var rows = TestRows.read(test, List.of(router), outOfScope);
    rows.hints(outOfScope, router.info().labels()).forEach(terminal.err()::println);
    var parts = record.parts(file, router.artefact(), terminal, environment);
    var judgements = new Judge(terminal, interrupt).judgements(router, rows);
    var evaluation =
        Evaluation.of(judgements, router.promised(), router.promises(), evaluated(parts, rows));
    int wrong = all ? Integer.MAX_VALUE : EvaluationJson.WRONG_ROWS;
    output.give(terminal, EvaluationPage.of(evaluation), EvaluationJson.of(evaluation, wrong));
    record.keep(EvaluationJson.of(evaluation, 0), terminal);
    return held(rows, gates, evaluation.metrics(), record.old(file, parts));
  }

  private int gain(GainRouter router) {
    var gates =
        must.read(
            Stream.of(GainEvaluation.names(), Spending.names()).flatMap(List::stream).toList());
    var book = prices.book(environment);
    var rows = TestRows.between(test, List.of(router));
    var parts = record.parts(file, router.artefact(), terminal, environment);
    var vectors = new Judge(terminal, interrupt).vectors(rows.rows(), router.provenance());
    var evaluation = Complaint.wrongIfRefused(() -> router.judge(rows.rows(), vectors));
    var spending = Spending.of(router.priced(book.book(), Clock.systemUTC()), rows.rows(), vectors);
    var evaluated = evaluated(spending.priced().isPresent() ? with(book, parts) : parts, rows);
    var object = GainEvaluationJson.of(evaluation, spending, evaluated);
    output.give(terminal, GainPage.of(evaluation, spending, evaluated), object);
    record.keep(object, terminal);
    var metrics = evaluation.metrics().and(spending.metrics());
    return held(rows, gates, metrics, record.old(file, parts));
  }

  private static List<Evaluated.Part> with(Prices.Book book, List<Evaluated.Part> parts) {
    var all = new ArrayList<>(parts);
    all.add(new Evaluated.Part("prices", book.name(), book.book().digest()));
    return all;
  }

  private static Evaluated evaluated(List<Evaluated.Part> parts, TestRows rows) {
    var all = new ArrayList<>(parts);
    all.add(rows.data());
    return new Evaluated(all, rows.sample());
  }

  private int held(TestRows rows, Gates gates, Metrics metrics, List<String> old) {
    if (!rows.told().isEmpty()) {
      terminal.err().println(rows.told());
    }
    return must.held(terminal, gates, metrics, old);
  }
}
