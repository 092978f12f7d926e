package io.waybill.reports;

import io.waybill.ledger.Ledger;
import io.waybill.ledger.Match;
import io.waybill.ledger.Multiplier;
import io.waybill.ledger.Pool;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Price;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import io.waybill.work.EngineTimes;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Runs with a bit of everything on them, by hand; times are given in milliseconds. */
final class Samples {
  private static final Instant STARTED = Instant.parse("2026-11-22T09:30:00.123456789Z");
  private static final Optional<LocalDate> DAY = Optional.of(LocalDate.of(2026, 11, 20));

  private final UnaryOperator<String> name;
  private final List<Waybill.Line> lines = new ArrayList<>();
  private final List<Posting> ledger = new ArrayList<>();
  private final PriceBook prices;
  private final WorkInfo clean;
  private final WorkInfo words;
  private final WorkInfo small;
  private final WorkInfo large;
  private final WorkInfo judge;

  private Samples(UnaryOperator<String> name) {
    this.name = name;
    this.prices = prices(name);
    this.clean = WorkInfo.named("redact").model(name.apply("instant")).build();
    this.words = WorkInfo.named("intents").model(name.apply("minilm")).pool(cpu().name()).build();
    this.small = WorkInfo.named("chat").model(name.apply("gpt-4.1-mini")).build();
    this.large = WorkInfo.named("chat").model(name.apply("large")).ownRetries(2).build();
    this.judge = WorkInfo.named("judge").model(name.apply("qwen2.5-7b")).pool(gpu().name()).build();
  }

  /** A support run in which much happens. */
  static Waybill support() {
    return new Samples(UnaryOperator.identity()).all();
  }

  /** The same, in which whoever could write anything wrote this. */
  static Waybill hostile(String text) {
    return new Samples(name -> text).all();
  }

  private Pool cpu() {
    return new Pool(
        name.apply("cpu"), new BigDecimal("0.18"), Optional.empty(), 4, name.apply("a guess"), DAY);
  }

  private Pool gpu() {
    return new Pool(
        name.apply("cpu").equals("cpu") ? "gpu0" : name.apply("gpu0") + " 2",
        new BigDecimal("0.459"),
        Optional.of(new BigDecimal("240")),
        1,
        name.apply("https://example.org/machines"),
        DAY);
  }

  private PriceBook prices(UnaryOperator<String> name) {
    var cached =
        new Price.Rate(
            new BigDecimal("0.40"),
            new BigDecimal("0.10"),
            new BigDecimal("0.40"),
            new BigDecimal("1.60"));
    var model = name.apply("gpt-4.1-mini");
    var price =
        new Price(
            name.apply("openai/gpt-4.1-mini"),
            new Match(provider(), List.of(literal(model))),
            DAY,
            Optional.empty(),
            cached,
            List.of(),
            List.of(),
            name.apply("https://openai.com/api/pricing"),
            DAY);
    var contract =
        new Multiplier(
            new Match(provider(), List.of(literal(model))),
            new BigDecimal("0.85"),
            Optional.empty(),
            Optional.empty(),
            name.apply("contract of 2026"));
    return new PriceBook(List.of(price), List.of(contract), List.of(cpu(), gpu()), List.of(), DAY);
  }

  private String provider() {
    return literal(name.apply("openai"));
  }

  /** What a rule could mean otherwise is one letter of any kind. */
  private static String literal(String text) {
    return text.replaceAll("[*]", "?");
  }

  private Waybill all() {
    add("", "redact", clean, List.of());
    post("redact", 1, clean, Posting.Fate.USED, Usage.NONE, 0, 2, marks());
    add("", "intent", words, List.of("redact"));
    post(
        "intent",
        1,
        words,
        Posting.Fate.USED,
        engine(words, 6, 12, 0),
        2,
        8,
        marks().sharing(ms(6)));
    add("", "facts", words, List.of("redact"));
    post(
        "facts",
        1,
        words,
        Posting.Fate.USED,
        engine(words, 4, 0, 0),
        2,
        392,
        marks().sharing(ms(4)));
    add("intent:billing/", "answer", small, List.of("intent", "facts"));
    var stalled =
        new Posting.How(Posting.Role.FIRST, "", Optional.of(ErrorKind.STALLED), Origin.OWN, 0);
    post(
        "answer",
        1,
        small,
        Posting.Fate.FAILED,
        tokens(9200, 0, 31),
        392,
        1420,
        marks(662, 1100),
        stalled);
    var beside = new Posting.How(Posting.Role.HEDGE, "", Optional.empty(), Origin.OWN, 0);
    post("answer", 3, large, Posting.Fate.DISCARDED, Usage.UNKNOWN, 3000, 4412, marks(), beside);
    var again =
        new Posting.How(
            Posting.Role.RETRY,
            name.apply("STALLED: no answer within 400 ms"),
            Optional.empty(),
            Origin.OWN,
            600);
    post(
        "answer",
        2,
        small,
        Posting.Fate.USED,
        tokens(9200, 8000, 130),
        1700,
        4412,
        marks(1710, 2300),
        again);
    add("", "check", judge, List.of("intent:billing/answer", "facts"));
    post("check", 1, judge, Posting.Fate.USED, engine(judge, 1490, 9300, 100), 4412, 5922, told());
    return waybill();
  }

  private void add(String scope, String step, WorkInfo work, List<String> after) {
    var decision =
        step.equals("intent")
            ? Optional.of(
                new Choice(
                    "billing",
                    0.93,
                    Map.of(name.apply("technical"), 0.05),
                    name.apply("nearest example")))
            : Optional.<Choice>empty();
    var sources =
        step.equals("facts") || step.equals("check")
            ? List.of(new Source(name.apply("returns.md"), 120, 380, name.apply("sha256:00ff")))
            : List.<Source>of();
    lines.add(
        new Waybill.Line(
            scoped(scope) + step(step),
            after.stream().map(this::scopedPath).toList(),
            List.of(),
            decision,
            Optional.of(Outcome.Kind.COMPUTED),
            sources));
  }

  /** Steps of a hostile run are called what somebody likes, too. */
  private String step(String id) {
    return name.apply("").isEmpty() ? id : id + name.apply("").replace('/', '|');
  }

  private String scoped(String scope) {
    return scope.isEmpty() ? "" : step("intent") + ":billing/";
  }

  private String scopedPath(String path) {
    return path.startsWith("intent:") ? scoped("intent:billing/") + step("answer") : step(path);
  }

  private Posting.Marks marks() {
    return Posting.Marks.NONE;
  }

  private Posting.Marks marks(long sent, long first) {
    return new Posting.Marks(ms(sent), ms(sent), ms(first), -1, 1);
  }

  private Posting.Marks told() {
    return new Posting.Marks(
        ms(4432),
        ms(4433),
        ms(4622),
        ms(5920),
        1,
        List.of(),
        Optional.of(
            new EngineTimes(
                name.apply("llama.cpp"),
                Optional.empty(),
                Optional.of(Duration.ofMillis(3)),
                Optional.of(Duration.ofMillis(180)),
                Optional.of(Duration.ofMillis(1296)))),
        ms(1490));
  }

  private Usage tokens(long input, long cached, long output) {
    return new Usage(
        name.apply("openai"),
        name.apply("gpt-4.1-mini"),
        input,
        cached,
        0,
        output,
        output / 10,
        Duration.ZERO,
        Usage.Basis.REPORTED);
  }

  private Usage engine(WorkInfo work, long millis, long input, long output) {
    return Usage.engine(work.model(), Duration.ofMillis(millis), input, output);
  }

  private void post(
      String step,
      int attempt,
      WorkInfo work,
      Posting.Fate fate,
      Usage usage,
      long ready,
      long ended,
      Posting.Marks marks) {
    post(step, attempt, work, fate, usage, ready, ended, marks, Posting.How.FIRST);
  }

  private void post(
      String step,
      int attempt,
      WorkInfo work,
      Posting.Fate fate,
      Usage usage,
      long ready,
      long ended,
      Posting.Marks marks,
      Posting.How how) {
    var line = lines.get(lines.size() - 1);
    var scope = step.equals("answer") ? scoped("intent:billing/") : "";
    var posting =
        new Posting(
            scope,
            step(step),
            attempt,
            work,
            fate,
            usage,
            prices.price(work, usage, STARTED.plusNanos(ms(ready))),
            ms(ready),
            ms(ready),
            ms(ended),
            marks,
            how);
    ledger.add(posting);
    var attempts = new ArrayList<>(line.attempts());
    attempts.add(posting);
    lines.set(
        lines.size() - 1,
        new Waybill.Line(
            line.path(), line.after(), attempts, line.decision(), line.kind(), line.sources()));
  }

  private Waybill waybill() {
    return new Waybill(
        name.apply("3k9x"),
        name.apply("support-triage"),
        STARTED,
        Duration.ofNanos(5_925_000_001L),
        Waybill.Status.FAILED,
        Optional.of(
            new Failure(
                step("check"),
                ErrorKind.INVALID,
                name.apply("the check found an unsupported sentence"),
                null)),
        lines,
        List.of(new Waybill.Group(step("intent"), Shape.ROUTE, "billing")),
        new Ledger(ledger),
        List.of(
            new Waybill.Scored(
                step("check"),
                new Score(
                    name.apply("grounding"), 0.43, name.apply("unsupported"), Score.Origin.RULE)),
            new Waybill.Scored("", new Score(name.apply("helpful"), 1, "", Score.Origin.PERSON))),
        prices,
        List.of(
            new PoolUse(
                cpu(), Duration.ofMillis(10), Duration.ofMillis(390), Duration.ofMillis(380)),
            new PoolUse(
                gpu(), Duration.ofMillis(1490), Duration.ofMillis(1600), Duration.ofMillis(20))),
        outline());
  }

  private Outline outline() {
    var who = name.apply("gpt-4.1-mini");
    var answer = scoped("x") + step("answer");
    return new Outline(
        List.of(
            node("redact", "", "", Outline.Kind.CALL, "instant"),
            node("intent", "", "", Outline.Kind.ROUTE, "minilm @cpu", "redact"),
            node("facts", "", "", Outline.Kind.CALL, "handbook", "redact"),
            new Outline.Node(
                answer, step("intent"), "billing", Outline.Kind.CALL, who, List.of(step("facts"))),
            new Outline.Node(
                step("intent") + ":technical/" + step("manual"),
                step("intent"),
                "technical",
                Outline.Kind.CALL,
                who,
                List.of()),
            new Outline.Node(
                step("intent") + ":otherwise/" + step("person"),
                step("intent"),
                name.apply("otherwise"),
                Outline.Kind.CALL,
                "inbox",
                List.of()),
            node("check", "", "", Outline.Kind.CALL, "qwen2.5-7b @gpu0", "intent", "facts"),
            new Outline.Node(
                step("check") + "!otherwise/" + step("apology"),
                step("check"),
                "!otherwise",
                Outline.Kind.CALL,
                "instant",
                List.of())));
  }

  private Outline.Node node(
      String id, String within, String branch, Outline.Kind kind, String who, String... after) {
    return new Outline.Node(
        step(id),
        within,
        branch,
        kind,
        name.apply(who),
        List.of(after).stream().map(this::step).toList());
  }

  /** So many steps one after the other, each of another name. */
  static Waybill chain(int steps) {
    return many(steps, "step%d");
  }

  /** A step for each of so many documents, a few at once. */
  static Waybill documents(int count) {
    return many(count, "docs[%d]/grade");
  }

  private static Waybill many(int count, String path) {
    var samples = new Samples(UnaryOperator.identity());
    for (int i = 0; i < count; i++) {
      var whole = path.formatted(i);
      int slash = whole.indexOf('/') + 1;
      var usage = Usage.tokens("openai", "gpt-4.1-mini", 1000 + i, 20);
      long ready = slash > 0 ? i / 4 * 100 : i * 100;
      var posting =
          new Posting(
              whole.substring(0, slash),
              whole.substring(slash),
              1,
              samples.small,
              Posting.Fate.USED,
              usage,
              samples.prices.price(samples.small, usage, STARTED),
              ms(ready),
              ms(ready + 10),
              ms(ready + 100),
              new Posting.Marks(ms(ready + 10), ms(ready + 10), ms(ready + 40), -1));
      samples.ledger.add(posting);
      var after = slash == 0 && i > 0 ? List.of(path.formatted(i - 1)) : List.<String>of();
      samples.lines.add(
          new Waybill.Line(
              whole,
              after,
              List.of(posting),
              Optional.empty(),
              Optional.of(Outcome.Kind.GENERATED),
              List.of()));
    }
    long last = samples.ledger.stream().mapToLong(Posting::ended).max().orElse(0);
    return new Waybill(
        "many",
        "many",
        STARTED,
        Duration.ofNanos(last + ms(1)),
        Waybill.Status.OK,
        Optional.empty(),
        samples.lines,
        List.of(),
        new Ledger(samples.ledger),
        List.of(),
        samples.prices,
        List.of(),
        Outline.NONE);
  }

  private static long ms(long millis) {
    return millis * 1_000_000;
  }
}
