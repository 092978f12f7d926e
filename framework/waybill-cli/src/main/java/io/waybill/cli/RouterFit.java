package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.Rows;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.HeadFit;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.fit.Progress;
import io.waybill.routing.gain.GainFit;
import io.waybill.routing.gain.GainRouter;
import io.waybill.work.Choice;
import io.waybill.work.Encoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reactor.core.publisher.Mono;

/** {@code waybill router fit}: a router of examples. */
@Command(
    name = "fit",
    description = "Fits a router to labelled rows: JSON lines or CSV with a text and a label.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class RouterFit implements Callable<Integer> {
  private static final List<String> LABELLED = List.of("label");

  /** What people call what belongs to no label. */
  private static final Set<String> NONE = Set.of("oos", "out_of_scope", "out-of-scope", "none");

  private final Terminal terminal;
  private final Interrupt interrupt;

  @Option(
      names = "--train",
      required = true,
      paramLabel = "FILE",
      description = "Rows to learn from; may be repeated.")
  private List<Path> train = List.of();

  @Option(
      names = "--val",
      paramLabel = "FILE",
      description = "Others, to find thresholds on; may be repeated. Without, some are held out.")
  private List<Path> validation = List.of();

  @Option(
      names = "--out-of-scope-label",
      paramLabel = "LABEL",
      description = "Rows of this label belong to none, as those of 'otherwise' always do.")
  private String outOfScope = "";

  @Mixin private FitOptions with = new FitOptions();

  @Mixin private GainOptions between = new GainOptions();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "F.router",
      description = "Write the router there.")
  private Path out = Path.of("");

  RouterFit(Terminal terminal, Interrupt interrupt) {
    this.terminal = terminal;
    this.interrupt = interrupt;
  }

  @Override
  public Integer call() {
    long began = System.nanoTime();
    with.check();
    Disk.mustSpare("--out", out, Stream.concat(train.stream(), validation.stream()).toList());
    mustTake(out);
    var fitted = between.chosen() ? gain() : head();
    write(fitted.artefact());
    fitted.lines(out, System.nanoTime() - began).forEach(terminal.out()::println);
    return Exit.OK;
  }

  private FittedLines head() {
    var read = RowFiles.readAll(List.of(train, validation), LABELLED);
    var learned = read.get(0);
    var held = read.get(1);
    Copies.hints(learned).forEach(terminal.err()::println);
    var labels = labels(Stream.of(learned));
    labels.removeAll(List.of(Choice.OTHERWISE, outOfScope));
    hint(labels(Stream.of(learned, held)));
    var inside = learned.only(row -> labels.contains(label(row)));
    var fit =
        HeadFit.on(said(with.encoder(inside.size(), labels.size())))
            .withOutOfScope(outOfScope)
            .withSeed(with.seed());
    var gated = with.gate().map(fit::withGate).orElse(fit);
    var promising = with.promise().map(gated::withPromise).orElse(gated);
    HeadRouter router = fitted(progress -> promising.withProgress(progress).fit(learned, held));
    return FittedLines.of(router);
  }

  /** Its heads are held against rows that they have not seen, so it learns of all files. */
  private FittedLines gain() {
    if (with.promise().isPresent() || with.gate().isPresent() || !outOfScope.isEmpty()) {
      throw Complaint.wrong(
          "--promise, --gate and --out-of-scope-label are for labels, not for --gain");
    }
    var files = Stream.concat(train.stream(), validation.stream()).toList();
    var rows = RowFiles.read(files, List.of());
    var start = GainFit.on(said(with.encoderBetweenModels())).withSeed(with.seed());
    var fit = Complaint.wrongIfRefused(() -> between.on(start));
    GainRouter router = fitted(progress -> fit.withProgress(progress).fit(rows));
    return FittedLines.of(router);
  }

  private Encoder said(FitOptions.Chosen chosen) {
    terminal.err().println("encoder %s: %s".formatted(chosen.encoder().name(), chosen.why()));
    return chosen.encoder();
  }

  private <T> T fitted(Function<Progress, Mono<T>> fit) {
    try (var progress = new FitProgress(terminal)) {
      return Complaint.wrongIfRefused(() -> interrupt.await(fit.apply(progress)));
    }
  }

  private static String label(Row row) {
    return row.field("label");
  }

  private static Set<String> labels(Stream<Rows> rows) {
    return rows.flatMap(each -> each.all().stream())
        .map(RouterFit::label)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What may not be what was meant. */
  private void hint(Set<String> labels) {
    if (outOfScope.isEmpty()) {
      labels.stream()
          .filter(NONE::contains)
          .forEach(
              label ->
                  terminal
                      .err()
                      .println(
                          "label '%s' is a label as any other; if it means that a row belongs to none, say --out-of-scope-label %s"
                              .formatted(label, label)));
    } else if (!labels.contains(outOfScope)) {
      terminal
          .err()
          .println(
              "no row has the label '%s'%s.%s"
                  .formatted(
                      Shown.brief(outOfScope, 60),
                      labels.contains(Choice.OTHERWISE)
                          ? ""
                          : ", so what is out of scope is found without examples of it",
                      DidYouMean.nearest(outOfScope, labels)
                          .map(" Did you mean '%s'?"::formatted)
                          .orElse("")));
    }
  }

  /** Finds out before the work is done. */
  private static void mustTake(Path out) {
    if (Files.isDirectory(out)) {
      throw Complaint.wrong("--out %s is a folder; name a file".formatted(out));
    }
    Disk.mustTake(Optional.ofNullable(out.toAbsolutePath().getParent()).orElse(out));
    if (!mayBeReplaced(out)) {
      throw Complaint.wrong(
          "--out %s is there, and is no router; name another file, or remove it".formatted(out));
    }
  }

  /** A router may, and what is left of one; whoever mistypes loses nothing else. */
  private static boolean mayBeReplaced(Path out) {
    if (!Files.isRegularFile(out)) {
      return true;
    }
    try (var bytes = Files.newInputStream(out)) {
      var begin = new String(bytes.readNBytes(100), StandardCharsets.UTF_8);
      return begin.isBlank() || begin.contains("\"waybill_router\"");
    } catch (IOException e) {
      throw Complaint.trouble("read", out, e);
    }
  }

  private void write(Artefact artefact) {
    try {
      artefact.write(out);
    } catch (IOException e) {
      throw Complaint.trouble("write", out, e);
    }
  }
}
