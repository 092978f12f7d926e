package io.waybill.cli;

import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code waybill run}: a workflow on one input or on many. */
@Command(
    name = "run",
    description = "Runs a workflow on one input or many, and prints what came of it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footerHeading = "%nInputs:%n",
    footer = {
      "  some text     the value of the plan's only input",
      "  FILE.json     one input: an object with the plan's inputs as keys, or the",
      "                value of the only one",
      "  FILE.jsonl    many: one such object or value a line",
      "  -             many, from standard input: a line that begins with a brace is",
      "                such an object, any other is the text of the only input",
      "",
      "In a line, 'id' names it, and 'expect' says which branch routes should take:",
      "  {\"id\": \"t-1\", \"ticket\": \"Wrong bill\", \"expect\": {\"intent\": \"billing\"}}"
    })
final class RunCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final Interrupt interrupt;
  private final Map<String, String> environment;

  @Parameters(index = "0", paramLabel = "FILE", description = "The workflow, a YAML file.")
  private Path file = Path.of("");

  @Option(names = "--input", paramLabel = "X", description = "What to run it on; see below.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = "--parallel",
      paramLabel = "N",
      description = "How many runs at once, 1 to 1000; by default the number of cores.")
  private int parallel = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Keep every run there as <run>.json, for 'waybill trace'.")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--json",
      description = "Print one JSON object per run, a line each, in the order they end.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write the receipt of a single run there too, as a page that needs nothing else.")
  private Optional<Path> html = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Write the summary there too: .md for Markdown, .html for a page.")
  private Optional<Path> report = Optional.empty();

  @Option(
      names = "--inbox",
      paramLabel = "FILE",
      description = "Where the tool 'inbox' puts what is for a person; by default inbox.jsonl.")
  private Path inbox = Workflow.INBOX;

  @Mixin private DecisionOptions decisions = new DecisionOptions();

  @Mixin private Allowance allowance = new Allowance();

  @Mixin private Prices prices = new Prices();

  @ArgGroup private Tape tape = new Tape();

  @Option(
      names = {"-v", "--verbose"},
      description =
          "Say on what it runs, how every call is protected and how every run ended; at the end, how"
              + " it went with whom was asked.")
  private boolean verbose;

  RunCommand(Terminal terminal, Interrupt interrupt, Map<String, String> environment) {
    this.terminal = terminal;
    this.interrupt = interrupt;
    this.environment = environment;
  }

  @Override
  public Integer call() {
    if (parallel < 1 || parallel > 1000) {
      throw Complaint.wrong("--parallel takes 1 to 1000, found " + parallel);
    }
    report.ifPresent(Report::mustBeOfAKnownKind);
    var bounds = Bounds.of(allowance, prices.book(environment));
    try (var servers = Servers.of(environment);
        var kept = decisions.open(terminal)) {
      return run(servers, bounds, kept);
    }
  }

  private int run(Servers servers, Bounds bounds, DecisionsKept kept) {
    var models = Workflow.models(() -> tape.models(environment));
    var builtin = new BuiltinCatalog(inbox, models, bounds.market(), kept);
    var plan = Workflow.read(file, Workflow.catalog(builtin, models, servers));
    servers.notes().forEach(terminal.err()::println);
    kept.begin(plan).forEach(terminal.err()::println);
    allowance.notes(plan).forEach(terminal.err()::println);
    var reader = new ItemReader(plan);
    if (verbose) {
      Surroundings.print(terminal, plan, parallel, bounds);
    }
    try (var inputs = inputs(reader);
        var progress = verbose ? Progress.NONE : Progress.on(terminal, input.orElse(""))) {
      report.ifPresent(Report::mustBeWritable);
      html.ifPresent(Report::mustBeWritable);
      out.ifPresent(Disk::mustTake);
      tape.load();
      mustAnswer(models);
      return run(plan, inputs, progress, bounds);
    } catch (IOException e) {
      throw Complaint.trouble("cannot read the input: " + Complaint.why(e));
    }
  }

  /** What stands in the way of the models is told before the first run. */
  private static void mustAnswer(ModelCatalog models) {
    var problems = models.preflight().block();
    if (problems != null && !problems.isEmpty()) {
      throw Complaint.wrong(String.join("\n", problems));
    }
  }

  private int run(Plan<?> plan, Inputs inputs, Progress progress, Bounds bounds) {
    try (var traces = new Traces(environment, terminal)) {
      var settings =
          new RunSettings(parallel, out, json, html, report, verbose, traces.listeners(), bounds);
      int exit = new Session(plan, settings, terminal, interrupt, progress).run(inputs);
      tape.problems().forEach(terminal.err()::println);
      return exit == Exit.OK && !tape.problems().isEmpty() ? tape.exit() : exit;
    }
  }

  private Inputs inputs(ItemReader reader) {
    if (input.isPresent()) {
      return Inputs.of(input.get(), reader, terminal.in());
    }
    if (!reader.takes().equals("no input")) {
      throw Complaint.wrong("the plan takes %s: say --input".formatted(reader.takes()));
    }
    return Inputs.one(reader.json(1, "{}"));
  }
}
