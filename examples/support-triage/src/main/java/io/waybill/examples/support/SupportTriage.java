package io.waybill.examples.support;

import static io.waybill.dsl.Bind.join;
import static io.waybill.plan.Input.Mark.PRIVATE;

import io.waybill.dsl.Flow;
import io.waybill.guards.Draft;
import io.waybill.guards.Guards;
import io.waybill.langchain4j.Chat;
import io.waybill.local.Documents;
import io.waybill.local.Encoders;
import io.waybill.local.Inbox;
import io.waybill.local.Quotes;
import io.waybill.models.Models;
import io.waybill.plan.Plan;
import io.waybill.routing.Nearest;
import io.waybill.run.LocalEngine;
import io.waybill.work.Question;
import io.waybill.work.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The support desk of a shop: routes a ticket, answers what it is sure of, and leaves the rest to a
 * person.
 */
public final class SupportTriage {
  private SupportTriage() {}

  /**
   * The desk as a plan. It answers by quoting its handbook, unless {@code WAYBILL_MODEL} names a
   * model: then that one writes.
   *
   * @param folder with the routing examples and the handbook
   * @param inbox the file that a person reads
   */
  public static Plan<String> plan(Path folder, Path inbox) {
    var quotes = Quotes.answer(Encoders.minilm());
    return plan(folder, inbox, Models.fromEnvironment().map(Chat::answer).orElse(quotes));
  }

  /**
   * The desk as a plan.
   *
   * @param writer answers a question from the passages beside it
   */
  static Plan<String> plan(Path folder, Path inbox, Work<Question, String> writer) {
    var encoder = Encoders.minilm();
    var handbook = Documents.in(folder.resolve("handbook"), encoder);
    var intents = Nearest.examples(folder.resolve("intents.jsonl")).with(encoder).confidence(0.55);
    var privacy = Guards.redaction();
    var answer = answerFromHandbook(writer);
    return Flow.plan(
        "support-triage",
        flow -> {
          var ticket = flow.input("ticket", String.class, PRIVATE);
          var clean = flow.call("redact", ticket, privacy.redact());
          var facts =
              flow.call(
                  "facts", clean, handbook.retrieve(5)); // runs beside the router: only data orders
          var asked = Map.of("question", clean, "passages", facts);
          var reply =
              flow.route("intent", clean, intents)
                  .when(
                      "order",
                      b ->
                          b.call(
                              "status", b.call("order", clean, Orders.lookup()), Orders.status()))
                  .when(
                      "refund",
                      b ->
                          b.call("offer", b.call("order", clean, Orders.lookup()), Refunds.offer()))
                  .when("delivery", b -> b.sub("delivery", asked, answer))
                  .when("warranty", b -> b.sub("warranty", asked, answer))
                  .when("account", b -> b.sub("account", asked, answer))
                  .otherwise(b -> b.call("person", clean, Inbox.at(inbox)));
          flow.rescue(reply, (b, failure) -> b.call("person", clean, Inbox.at(inbox)));
          return flow.call("reply", reply, privacy.restore());
        });
  }

  /** Answers a question from passages, and only from them. */
  private static Plan<String> answerFromHandbook(Work<Question, String> writer) {
    return Flow.plan(
        "handbook-answer",
        flow -> {
          var question = flow.input("question", String.class);
          var passages = flow.input("passages", List.class);
          var answer = flow.call("answer", join(Question.class, question, passages), writer);
          return flow.call("check", join(Draft.class, answer, passages), Guards.grounded());
        });
  }

  /** Answers one ticket: {@code SupportTriage FOLDER "How long is the warranty on a kettle?"}. */
  public static void main(String[] arguments) {
    var plan = plan(Path.of(arguments[0]), Path.of("inbox.jsonl"));
    var result = LocalEngine.create().run(plan, Map.of("ticket", arguments[1]));
    System.out.println(result.value());
    System.out.println(result.waybill());
  }
}
