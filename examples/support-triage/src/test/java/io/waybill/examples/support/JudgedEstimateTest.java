package io.waybill.examples.support;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.waybill.cli.BuiltinCatalog;
import io.waybill.estimate.Estimate;
import io.waybill.estimate.Estimator;
import io.waybill.http.Http;
import io.waybill.ledger.Waybill;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.RunOptions;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/**
 * The desk of {@code support-triage.yaml}, its answers written by three models of a provider on
 * this machine, over HTTP: 500 runs are recorded, and what an estimate from them says of the desk
 * with another model in one step is held against 500 runs of that, made in turns with the others.
 * No latency is simulated by us: the provider waits.
 */
class JudgedEstimateTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final long SEED = Long.getLong("waybill.estimate.seed", 20261122);
  private static final int RUNS = 500;
  private static final int AT_ONCE = 48;
  private static final double OFF = 0.10;

  /** The branches that answer from the handbook: they come six times as often as others. */
  private static final Set<String> ANSWERED = Set.of("delivery", "warranty", "account");

  @TempDir Path temp;
  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();
  private final LocalEngine engine = LocalEngine.builder().prices(Clerks.book()).build();

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  @Test
  void whatItSaysOfAPlanWhoseModelWasChangedIsWhatItsRunsComeTo() throws IOException {
    System.out.println("seed " + SEED);
    provider.answering(new Clerks(SEED));
    for (var model : Clerks.Model.values()) {
      provider.prices(model.id(), model.prices());
    }
    var tickets = tickets(2 * RUNS);
    var before = desk("large", "medium", "small");
    var after = desk("medium", "medium", "small");
    var runs = run(before, tickets.subList(0, RUNS), after, tickets.subList(RUNS, 2 * RUNS));

    var estimate = after.estimate(Estimator.with(Clerks.book()).from(runs.one()).seed(SEED));
    System.out.println(estimate);
    judge(estimate, runs.other());
  }

  private static void judge(Estimate estimate, List<Waybill> measured) {
    assertEquals(RUNS, measured.size());
    var walls = measured.stream().mapToDouble(run -> run.wall().toNanos() / 1e9).sorted().toArray();
    long cost = measured.stream().mapToLong(run -> run.ledger().total().known().nanoUsd()).sum();
    System.out.printf(Locale.ROOT, "%-24s %12s %12s %8s%n", "", "estimated", "measured", "off");
    var latency = estimate.latency();
    double p50 = off("p50, s", latency.p50().toNanos() / 1e9, walls[RUNS / 2]);
    double p95 = off("p95, s", latency.p95().toNanos() / 1e9, walls[RUNS * 95 / 100]);
    double costs =
        off(
            "cost of 1,000 runs, $",
            estimate.costs().likely().nanoUsd() / 1e9,
            cost * 1e-9 * 1000 / RUNS);
    assertAll(
        () -> assertEquals(1.0, estimate.costs().coverage()),
        () -> assertTrue(p50 <= OFF, "p50 is off by " + p50),
        () -> assertTrue(p95 <= OFF, "p95 is off by " + p95),
        () -> assertTrue(costs <= OFF, "the cost is off by " + costs));
  }

  private static double off(String what, double estimated, double measured) {
    double off = estimated / measured - 1;
    System.out.printf(
        Locale.ROOT, "%-24s %12.4f %12.4f %+7.1f%%%n", what, estimated, measured, 100 * off);
    return Math.abs(off);
  }

  /** The desk as its file has it, but for who writes its answers. */
  private Plan<?> desk(String delivery, String warranty, String account) throws IOException {
    var desk = Files.readString(FOLDER.resolve("support-triage.yaml"));
    var answer = Files.readString(FOLDER.resolve("handbook-answer.yaml"));
    var plans = new StringBuilder();
    for (var writer :
        List.of(
            List.of("delivery", delivery),
            List.of("warranty", warranty),
            List.of("account", account))) {
      var branch = writer.get(0);
      desk =
          replaced(
              desk,
              branch + ": { plan: handbook_answer",
              branch + ": { plan: " + branch + "_answer");
      plans.append("\n  %s_answer: %s-answer.yaml".formatted(branch, branch));
      Files.writeString(
          temp.resolve(branch + "-answer.yaml"),
          replaced(
              answer,
              "writer: { provider: quote }",
              "writer: { provider: openai, model: %s }".formatted(writer.get(1))));
    }
    desk = replaced(desk, "\n  handbook_answer: handbook-answer.yaml", plans.toString());
    copy("intents.jsonl");
    copy("handbook");
    var file = Files.writeString(temp.resolve("support-triage.yaml"), desk);
    var models = new ModelCatalog(Map.of("OPENAI_BASE_URL", provider.openai()), () -> http);
    return Yaml.read(
        file,
        Catalog.builder()
            .with(new BuiltinCatalog(temp.resolve("inbox.jsonl"), models))
            .with(models)
            .with(new SupportTools())
            .build());
  }

  private void copy(String name) throws IOException {
    try (var files = Files.walk(FOLDER.resolve(name))) {
      for (var file : files.toList()) {
        var to = temp.resolve(FOLDER.relativize(file).toString());
        if (!Files.exists(to)) {
          Files.copy(file, to);
        }
      }
    }
  }

  private static String replaced(String text, String what, String by) {
    assertTrue(text.contains(what), "the file has no longer: " + what);
    return text.replace(what, by);
  }

  private record Asked(Plan<?> plan, String ticket, boolean counted) {}

  private record Runs(List<Waybill> one, List<Waybill> other) {}

  /**
   * Runs two plans in turns, so that what else the machine has to do slows both alike; after a few
   * that are not counted: a handbook is read when it is first asked, and nobody begins so many runs
   * at one moment later.
   */
  private Runs run(Plan<?> one, List<String> tickets, Plan<?> other, List<String> others) {
    var all = new ArrayList<Asked>();
    for (int number = -AT_ONCE; number < tickets.size(); number++) {
      int ticket = Math.floorMod(number, tickets.size());
      all.add(new Asked(one, tickets.get(ticket), number >= 0));
      all.add(new Asked(other, others.get(ticket), number >= 0));
    }
    var runs =
        Flux.fromIterable(all)
            .flatMap(
                asked ->
                    engine
                        .start(asked.plan, Map.of("ticket", asked.ticket), RunOptions.UNFOLLOWED)
                        .result()
                        .map(result -> Map.entry(asked, result.waybill())),
                AT_ONCE)
            .collectList()
            .blockOptional()
            .orElseThrow();
    long paid = runs.stream().mapToLong(run -> byTheToken(run.getValue())).sum();
    assertEquals(provider.bill(), paid, "the runs and the provider do not agree");
    return new Runs(counted(runs, one), counted(runs, other));
  }

  private static List<Waybill> counted(List<Map.Entry<Asked, Waybill>> runs, Plan<?> plan) {
    return runs.stream()
        .filter(run -> run.getKey().counted && run.getKey().plan == plan)
        .map(Map.Entry::getValue)
        .toList();
  }

  private static long byTheToken(Waybill run) {
    return run.ledger().postings().stream()
        .filter(posting -> !posting.usage().provider().isEmpty())
        .mapToLong(posting -> posting.cost().known().nanoUsd())
        .sum();
  }

  /** Shuffled decks of tickets, one after the other. */
  private static List<String> tickets(int count) throws IOException {
    var deck = new ArrayList<String>();
    for (var line : Files.readAllLines(FOLDER.resolve("tickets.jsonl"))) {
      var ticket = new ObjectMapper().readTree(line);
      boolean answered = ANSWERED.contains(ticket.path("expect").path("intent").asText());
      deck.addAll(Collections.nCopies(answered ? 6 : 1, ticket.path("ticket").asText()));
    }
    var random = new Random(SEED);
    var tickets = new ArrayList<String>();
    while (tickets.size() < count) {
      Collections.shuffle(deck, random);
      tickets.addAll(deck);
    }
    return tickets.subList(0, count);
  }
}
