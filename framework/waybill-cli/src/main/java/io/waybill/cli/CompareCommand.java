package io.waybill.cli;

import io.waybill.reports.Comparison;
import io.waybill.reports.ComparisonJson;
import io.waybill.reports.ComparisonPage;
import io.waybill.reports.Page;
import io.waybill.reports.RerateBlocks;
import io.waybill.reports.Rerating;
import io.waybill.reports.Side;
import io.waybill.reports.StatisticsJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code waybill compare}: the runs in two folders held against each other. */
@Command(
    name = "compare",
    description = "Compares the runs in two folders: cost, quality and latency, with intervals.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CompareCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "A", description = "A folder that --out wrote.")
  private Path a = Path.of("");

  @Parameters(index = "1", paramLabel = "B", description = "Another.")
  private Path b = Path.of("");

  @Mixin private Repricing repricing = new Repricing();

  @Mixin private Output output = new Output();

  CompareCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var rerating = repricing.rerating(environment);
    var ofA = new RunFolder();
    var ofB = new RunFolder();
    var comparison = Comparison.of(side(a, ofA, rerating), side(b, ofB, rerating));
    var leftOut = Stream.of(ofA, ofB).flatMap(runs -> runs.told().stream()).toList();
    var object = ComparisonJson.of(comparison);
    var page = ComparisonPage.of(comparison);
    var blocks = new ArrayList<>(page.blocks());
    var changes = Repricing.changes(rerating);
    changes.ifPresent(result -> object.set("priced_anew", StatisticsJson.of(result)));
    changes.ifPresent(result -> blocks.addAll(RerateBlocks.of(result)));
    if (!leftOut.isEmpty()) {
      blocks.add(new Page.Prose(leftOut));
    }
    output.give(terminal, new Page(page.title(), blocks), object);
    leftOut.forEach(terminal.err()::println);
    return Math.max(ofA.exit(), ofB.exit());
  }

  private static Side side(Path folder, RunFolder runs, Rerating rerating) {
    var side = new Side();
    runs.each(folder, run -> side.add(run.id(), rerating.of(run.waybill())));
    return side;
  }
}
