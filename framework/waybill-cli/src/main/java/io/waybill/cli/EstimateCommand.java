package io.waybill.cli;

import io.waybill.estimate.Assumptions;
import io.waybill.estimate.Estimate;
import io.waybill.estimate.Estimator;
import io.waybill.estimate.Volume;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Plan;
import io.waybill.record.Json;
import io.waybill.reports.Shown;
import io.waybill.yaml.Durations;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill estimate}: what runs will come to, before there is one. */
@Command(
    name = "estimate",
    description =
        "Says what runs of a workflow will take and cost, before there is one. Reads no input and"
            + " asks no model.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EstimateCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "FILE", description = "The workflow, a YAML file.")
  private Path file = Path.of("");

  @Option(
      names = "--items",
      paramLabel = "N/TIME",
      description = "How many items are to be gone through: 100M/day, 5/s, '1 billion a month'.")
  private Optional<String> items = Optional.empty();

  @Option(
      names = "--p95",
      paramLabel = "TIME",
      description = "What 95 of 100 runs must take at most: 2s, 800ms. Not met is exit code 1.")
  private Optional<String> p95 = Optional.empty();

  @Option(
      names = "--cost-per-1k",
      paramLabel = "USD",
      description = "What 1,000 runs must cost at most, in dollars: 0.50. Not met is exit code 1.")
  private Optional<String> costPer1k = Optional.empty();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description = "Go by the runs that 'waybill run --out DIR' kept.")
  private Optional<Path> from = Optional.empty();

  @Option(
      names = "--assume",
      paramLabel = "FILE",
      description = "Go by what this file says, YAML or JSON, before all else.")
  private Optional<Path> assume = Optional.empty();

  @Mixin private Prices prices = new Prices();

  @Option(names = "--seed", paramLabel = "N", description = "Of the dice; by default 1.")
  private long seed = 1;

  @Option(names = "--json", description = "Print one JSON object instead of a page.")
  private boolean json;

  EstimateCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    var problems = new ArrayList<String>();
    var volume = read(items, written -> "--items: " + written, Volume::parse, problems);
    var goals =
        new Goals(
            read(p95, written -> "--p95: " + written, EstimateCommand::time, problems),
            read(
                costPer1k, written -> "--cost-per-1k: " + written, EstimateCommand::usd, problems));
    var assumptions = assume.map(said -> AssumeFile.read(said, problems)).orElse(Assumptions.NONE);
    if (!problems.isEmpty()) {
      throw Complaint.wrong(String.join("\n", problems));
    }
    var plan = Workflow.read(file, terminal, environment, prices);
    var folder = new RunFolder();
    var runs = new ArrayList<Waybill>();
    from.ifPresent(kept -> folder.each(kept, run -> runs.add(run.waybill())));
    folder.told().forEach(terminal.err()::println);
    mustBeOf(plan, runs);
    var estimator =
        Estimator.with(prices.book(environment).book()).from(runs).assuming(assumptions).seed(seed);
    int exit = say(estimate(plan, volume.map(estimator::items).orElse(estimator)), goals);
    return exit == Exit.OK ? folder.exit() : exit;
  }

  private static <T> Optional<T> read(
      Optional<String> option,
      Function<String, String> in,
      Function<String, T> read,
      List<String> problems) {
    try {
      return option.map(read);
    } catch (IllegalArgumentException e) {
      problems.add(in.apply(String.valueOf(e.getMessage())));
      return Optional.empty();
    }
  }

  private static Duration time(String written) {
    return Durations.parse(written)
        .filter(time -> !time.isZero())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' is no time: write 500ms, 2s or 1m30s"
                        .formatted(Shown.brief(written, 40))));
  }

  private static BigDecimal usd(String written) {
    if (!written.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
      throw new IllegalArgumentException(
          "'%s' is no sum of dollars: write 0.50 or 12".formatted(Shown.brief(written, 40)));
    }
    return new BigDecimal(written);
  }

  /** Runs of other plans tell how fast models are and nothing else: that is said. */
  private void mustBeOf(Plan<?> plan, List<Waybill> runs) {
    var others = new TreeSet<String>();
    runs.stream().map(Waybill::plan).filter(name -> !name.equals(plan.name())).forEach(others::add);
    if (!others.isEmpty()) {
      terminal
          .err()
          .println(
              "%d of %d runs are of the plan '%s'; those of %s only tell how fast models are"
                  .formatted(
                      runs.stream().filter(run -> run.plan().equals(plan.name())).count(),
                      runs.size(),
                      plan.name(),
                      Shown.brief(String.join(", ", others), 200)));
    }
  }

  private Estimate estimate(Plan<?> plan, Estimator estimator) {
    try {
      return estimator.apply(plan);
    } catch (IllegalArgumentException e) {
      throw Complaint.wrong(
          assume.map(said -> said + ":\n").orElse("") + String.valueOf(e.getMessage()));
    }
  }

  private int say(Estimate estimate, Goals goals) {
    var verdicts = goals.of(estimate);
    if (json) {
      terminal.out().println(Json.line(EstimateJson.of(estimate, verdicts)));
    } else {
      terminal.out().println(estimate.toString().stripTrailing());
      if (!verdicts.isEmpty()) {
        terminal.out().println();
        verdicts.forEach(verdict -> terminal.out().println(verdict));
      }
    }
    return verdicts.stream().allMatch(Goals.Verdict::met) ? Exit.OK : Exit.NOT_MET;
  }
}
