package io.waybill.examples.support.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.cli.BuiltinCatalog;
import io.waybill.examples.support.SupportTools;
import io.waybill.http.Http;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import io.waybill.models.ModelCatalog;
import io.waybill.plan.Plan;
import io.waybill.run.LocalEngine;
import io.waybill.run.Run;
import io.waybill.run.RunEvent;
import io.waybill.run.RunException;
import io.waybill.run.RunOptions;
import io.waybill.testkit.outside.LlamaServer;
import io.waybill.testkit.outside.Needs;
import io.waybill.testkit.outside.ToyModel;
import io.waybill.work.Usage;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.Yaml;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The desk with its answers written by a real model server, whose model means nothing. */
@Needs(LlamaServer.PROGRAM)
@Timeout(120)
class SupportTriageLiveTest {
  private static final Path FOLDER = Path.of("").toAbsolutePath();
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final String TICKET = "How long is the warranty on an electric kettle?";
  private static final String ANSWER = "intent:warranty/warranty/answer";

  @TempDir Path temp;

  /** The desk as the command reads it. */
  private Plan<?> desk(LlamaServer server, Http http) {
    var models = new ModelCatalog(Map.of("WAYBILL_MODEL", server.url().toString()), () -> http);
    assertEquals(List.of(), models.preflight().block(LONGEST));
    var inbox = new BuiltinCatalog(temp.resolve("inbox.jsonl"), models);
    var catalog = Catalog.builder().with(inbox).with(models).with(new SupportTools()).build();
    return Yaml.read(FOLDER.resolve("support-triage.yaml"), catalog);
  }

  private static Run<?> ask(Plan<?> desk, String ticket) {
    return LocalEngine.create().start(desk, Map.of("ticket", ticket), RunOptions.DEFAULT);
  }

  /** The attempts of the model. */
  private static List<Posting> written(Waybill waybill) {
    return waybill.ledger().postings().stream()
        .filter(posting -> posting.path().endsWith("/answer"))
        .toList();
  }

  @Test
  void whatTheModelWritesArrivesTokenByTokenAndItsMeaninglessAnswerGoesToAPerson() {
    try (var server = LlamaServer.with(ToyModel.brief(3));
        var http = Http.create()) {
      var run = ask(desk(server, http), TICKET);
      var tokens = new CopyOnWriteArrayList<RunEvent.Token>();
      run.events().ofType(RunEvent.Token.class).doOnNext(tokens::add).blockLast(LONGEST);
      var waybill = run.result().block(LONGEST).waybill();
      var posting = written(waybill).get(0);
      // the last one says that it is done, and is no text
      assertEquals(posting.usage().output() - 1, tokens.size(), waybill::toString);
      assertTrue(tokens.size() > 5, waybill::toString);
      tokens.forEach(token -> assertEquals(ANSWER, token.path()));
      tokens.forEach(token -> assertTrue(token.text().matches(" [a-z]+"), token.text()));
      assertTrue(posting.parts().streamed());
      assertTrue(waybill.lines().stream().anyMatch(line -> line.path().endsWith("/person")));
    }
  }

  @Test
  void whatTheReceiptsCountIsWhatTheServerCounts() {
    try (var server = LlamaServer.with(ToyModel.brief(2));
        var http = Http.create()) {
      var desk = desk(server, http);
      var used = new ArrayList<Usage>();
      for (var ticket :
          List.of(
              TICKET,
              TICKET,
              "Is the warranty on a teapot longer than that on a kettle?",
              "How do I change the password of my account?",
              "Do you deliver to Norway, and how long does delivery take?")) {
        var waybill = ask(desk, ticket).result().block(LONGEST).waybill();
        written(waybill).forEach(posting -> used.add(posting.usage()));
      }
      assertEquals(5, used.size());
      assertEquals(server.written(), sum(used, Usage::output));
      assertEquals(server.read() + server.cached(), sum(used, Usage::input));
      assertTrue(server.cached() > 0, "the second of two equal questions is in the cache");
      System.out.printf(
          "llama-server and the receipts: %d tokens read, %d from the cache, %d written%n",
          server.read(), server.cached(), server.written());
    }
  }

  private static long sum(List<Usage> used, ToLongFunction<Usage> part) {
    return used.stream().mapToLong(part).sum();
  }

  @Test
  void aCancelIsSeenByTheServer() {
    try (var server = LlamaServer.with(ToyModel.endless(1));
        var http = Http.create()) {
      var run = ask(desk(server, http), TICKET);
      run.events()
          .ofType(RunEvent.Token.class)
          .skip(20)
          .next()
          .doOnNext(token -> run.cancel("that is enough"))
          .block(LONGEST);
      var failed = assertThrows(RunException.class, () -> run.result().block(LONGEST));
      server.awaitIdle();
      var posting = written(failed.waybill()).get(0);
      assertEquals(Posting.Fate.CANCELLED, posting.fate());
      long written = server.written();
      assertTrue(
          20 < posting.usage().output() && posting.usage().output() <= written,
          () -> "%s of %d".formatted(posting.usage(), written));
      long most = LlamaServer.CONTEXT - server.read();
      assertTrue(written < most - 1, () -> "it wrote %d of %d".formatted(written, most));
      System.out.printf(
          "cancelled: %d tokens counted, %d written by llama-server%n",
          posting.usage().output(), written);
    }
  }
}
