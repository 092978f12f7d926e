package io.waybill.cli;

import io.waybill.reports.Across;
import io.waybill.reports.Baseline;
import io.waybill.reports.Page;
import io.waybill.reports.RerateBlocks;
import io.waybill.reports.Rerating;
import io.waybill.reports.Statistics;
import io.waybill.reports.StatisticsJson;
import io.waybill.reports.StatisticsPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill stats}: what the runs in a folder came to. */
@Command(
    name = "stats",
    description = "Says what the runs that 'waybill run --out' kept in a folder came to.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class StatsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "DIR", description = "A folder that --out wrote.")
  private Path folder = Path.of("");

  @Option(
      names = "--baseline",
      paramLabel = "STEP=WAY",
      description =
          "Hold a route against sending everything to this branch, or against all its branches by"
              + " PROVIDER/MODEL; by default against the branch that costs most.")
  private List<String> baselines = List.of();

  @Mixin private Repricing repricing = new Repricing();

  @Mixin private Output output = new Output();

  StatsCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var rerating = repricing.rerating(environment);
    var across = new Across(asked(), repricing.book(environment));
    var runs = new RunFolder();
    runs.each(folder, run -> across.add(rerating.of(run.waybill())));
    var statistics = statistics(across);
    var changes = Repricing.changes(rerating);
    var object = StatisticsJson.of(statistics);
    changes.ifPresent(result -> object.set("priced_anew", StatisticsJson.of(result)));
    output.give(terminal, page(statistics, changes, runs.told()), object);
    runs.told().forEach(terminal.err()::println);
    return runs.exit();
  }

  private List<Baseline> asked() {
    try {
      return baselines.stream().map(Baseline::of).toList();
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong("--baseline: " + e.getMessage());
    }
  }

  private static Statistics statistics(Across across) {
    try {
      return across.statistics();
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong(String.valueOf(e.getMessage()));
    }
  }

  private static Page page(
      Statistics statistics, Optional<Rerating.Result> changes, List<String> leftOut) {
    var page = StatisticsPage.of(statistics);
    var blocks = new ArrayList<Page.Block>();
    changes.ifPresent(result -> blocks.addAll(RerateBlocks.of(result)));
    blocks.addAll(page.blocks());
    if (!leftOut.isEmpty()) {
      blocks.add(new Page.Prose(leftOut));
    }
    return new Page(page.title(), blocks);
  }
}
