package io.waybill.examples.support;

import static io.waybill.dsl.Bind.sentences;
import static io.waybill.dsl.Bind.text;
import static io.waybill.dsl.Bind.within;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.dsl.Flow;
import io.waybill.plan.Budget;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.routing.Condition;
import io.waybill.routing.Rule;
import io.waybill.routing.Rules;
import io.waybill.run.LocalEngine;
import io.waybill.work.ErrorKind;
import io.waybill.work.Money;
import io.waybill.work.Outcome;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The code of docs/guide/java.md, line by line. */
class JavaGuideTest {
  private static Plan<String> greeting() {
    Plan<String> greeting =
        Flow.plan(
            "greeting",
            flow -> {
              var name = flow.input("name", String.class);
              var clean = flow.call("clean", name, String::strip);
              return flow.call(
                  "greet", text("Hello, {}!", clean), Work.instant("shout", String::toUpperCase));
            });
    return greeting;
  }

  @Test
  void stepsAndRefs() {
    var greeting = greeting();
    var engine = LocalEngine.create();
    var result = engine.run(greeting, Map.of("name", " Ada "));
    System.out.println(result.value());
    System.out.println(result.waybill());
    assertEquals("HELLO, ADA!", result.value());
  }

  record All(String greeted, List<Integer> lengths, Integer halved) {}

  @Test
  void shapes() {
    var greeting = greeting();
    Plan<All> plan =
        Flow.plan(
            "shapes",
            flow -> {
              var words = flow.input("words", String.class);
              var list = flow.call("list", words, (String s) -> List.of(s.split(" ")));
              var number = flow.call("number", words, String::length);
              var routed =
                  flow.route(
                          "size",
                          words,
                          Rules.of(List.of(new Rule(Condition.longerThan(20), "long"))))
                      .when(
                          "long",
                          b ->
                              b.call(
                                  "cut",
                                  words,
                                  Work.instant("cut", (String s) -> s.substring(0, 20))))
                      .otherwise(b -> words);
              var lengths =
                  flow.each(
                      "lengths",
                      list,
                      4,
                      (b, item) -> b.call("length", item, Work.instant("length", String::length)));
              var halved =
                  flow.loop(
                      "halved",
                      number,
                      10,
                      (b, n) ->
                          b.call(
                              "half",
                              n,
                              Work.instant(
                                  "half",
                                  (Integer i) ->
                                      i > 9 ? new Turn.Again<>(i / 2) : new Turn.Done<>(i))));
              var greeted = flow.sub("greeted", routed, greeting);
              return flow.call(
                  "all",
                  io.waybill.dsl.Bind.join(All.class, greeted, lengths, halved),
                  (All all) -> all);
            });
    var value =
        LocalEngine.create().run(plan, Map.of("words", "the quick brown fox jumps")).value();
    assertEquals(new All("HELLO, THE QUICK BROWN FOX!", List.of(3, 5, 5, 3, 5), 6), value);
  }

  @Test
  void races() {
    Work<String, String> small =
        (text, call) ->
            Mono.error(new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "not just now"));
    Work<String, String> large = Work.instant("large", text -> "Yes.");
    Work<String, String> passes = Work.instant("passes", text -> text);
    Plan<String> plan =
        Flow.plan(
            "raced",
            flow -> {
              var question = flow.input("question", String.class);
              var answer =
                  flow.race("answer")
                      .run("small", b -> b.call("ask", question, small))
                      .run("large", b -> b.call("check", b.call("ask", question, large), passes))
                      .first();
              return answer;
            });
    assertEquals("Yes.", LocalEngine.create().run(plan, Map.of("question", "?")).value());
  }

  @Test
  void overlap() {
    Work<String, String> writer = Work.instant("writer", topic -> "Tea is hot. " + topic + " too.");
    Work<String, String> translator = Work.instant("translator", text -> text.strip() + "!");
    Plan<List<String>> plan =
        Flow.plan(
            "overlap",
            flow -> {
              var topic = flow.input("topic", String.class);
              var draft = flow.call("draft", topic, writer);
              var german =
                  flow.each(
                      "german",
                      sentences(draft),
                      4,
                      (b, sentence) -> b.call("say", sentence, translator));
              return german;
            });
    assertEquals(
        List.of("Tea is hot.!", "Soup too.!"),
        LocalEngine.create().run(plan, Map.of("topic", "Soup")).value());
  }

  @Test
  void whenItFails() {
    Work<String, String> model =
        (question, call) ->
            Mono.error(new WorkException(ErrorKind.REFUSED, Usage.NONE, "I would rather not"));
    Work<String, String> larger =
        (question, call) ->
            Mono.error(new WorkException(ErrorKind.REFUSED, Usage.NONE, "nor would I"));
    Work<Object, String> apologise = Work.instant("apologise", why -> "Sorry: " + why);
    Plan<String> plan =
        Flow.plan(
            "fails",
            flow -> {
              var question = flow.input("question", String.class);
              var answer =
                  flow.call("ask", question, model, within(ofSeconds(8)).retry(2).orElse(larger));
              flow.rescue(
                  answer,
                  (b, failure) -> b.call("apology", failure.at("message"), apologise),
                  ErrorKind.REFUSED);
              return answer;
            });
    assertEquals(
        "Sorry: nor would I", LocalEngine.create().run(plan, Map.of("question", "?")).value());
  }

  @Test
  void whatAStepMakesDoWith() {
    Work<String, String> model =
        Work.described(
            chat("large"),
            (question, call) ->
                Mono.error(new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "come back later")));
    Work<String, String> small =
        Work.described(chat("small"), (question, call) -> Mono.just(Outcome.of("Yes.")));
    Work<String, String> judge =
        Work.described(chat("judge"), (text, call) -> Mono.just(Outcome.of("polite: " + text)));
    Plan<String> plan =
        Flow.plan(
            "careful",
            flow -> {
              var question = flow.input("question", String.class);
              flow.budget(Budget.NONE.within(ofSeconds(20)).spending(new Money(20_000_000)));
              var careful = within(ofSeconds(8)).retry(2).backoff(ofMillis(250));
              var draft =
                  flow.call(
                      "draft",
                      question,
                      model,
                      careful
                          .orElse(small)
                          .orCached(ofHours(1))
                          .orPartial()
                          .orSkip("We will call you back."));
              var tone =
                  flow.call(
                      "tone",
                      draft,
                      judge,
                      careful.hedged(Policy.Hedge.LIVE).cached(ofMinutes(10), 1000));
              return tone;
            });
    var result = LocalEngine.create().run(plan, Map.of("question", "?"));
    assertEquals("polite: Yes.", result.value());
    var receipt = result.waybill().toString();
    assertTrue(receipt.contains(" draft ↓          small ×4 "), receipt);
    for (var line :
        List.of(
            " again            draft: 2 retries, since TRANSIENT: come back later\n",
            " instead          draft: small, since TRANSIENT: come back later\n")) {
      assertTrue(receipt.contains(line), receipt);
    }
  }

  private static WorkInfo chat(String model) {
    return WorkInfo.named("chat." + model).model(model).types(String.class, String.class).build();
  }

  @Test
  void everyLineOfCodeInTheGuideStandsInThisTest() throws IOException {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    var test =
        Files.readString(
            folder.resolve(
                "examples/support-triage/src/test/java/io/waybill/examples/support/JavaGuideTest.java"));
    var guide = Files.readString(folder.resolve("docs/guide/java.md"));
    var blocks =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(guide)
            .results()
            .map(found -> found.group(1))
            .toList();
    assertTrue(blocks.size() >= 4);
    var words = test.replaceAll("\\s+", "");
    for (var block : blocks) {
      for (var line : block.split("\n")) {
        assertTrue(words.contains(line.replaceAll("\\s+", "")), "not in the test: " + line);
      }
    }
  }
}
