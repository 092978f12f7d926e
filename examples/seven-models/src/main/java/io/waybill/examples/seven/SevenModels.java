package io.waybill.examples.seven;

import static io.waybill.dsl.Bind.after;
import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.lines;
import static io.waybill.dsl.Bind.text;
import static io.waybill.plan.Policy.NONE;
import static java.time.Duration.ofHours;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import java.nio.file.Path;

/**
 * Answers an e-mail to a shop: in which language it is, what it wants, what to look for, what the
 * page says, a draft, a check of the draft, and the answer in the customer's language. Each plan
 * changes one thing in the one before.
 */
public final class SevenModels {
  /** How many lines of a letter are translated at once. */
  static final int AT_ONCE = 3;

  private final Crew crew;
  private final Pages pages;

  /**
   * The plans over some models.
   *
   * @param folder with {@code pages/}
   */
  public SevenModels(Crew crew, Path folder) {
    this.crew = crew;
    this.pages = Pages.in(folder.resolve("pages"));
  }

  /** Seven calls of the large model; each waits for all before it. */
  public Plan<String> naive() {
    return Flow.plan(
        "naive",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.large());
          var intent =
              flow.call("intent", after(text(Prompts.INTENT, mail), language), crew.large());
          var query = flow.call("query", after(text(Prompts.QUERY, mail), intent), crew.large());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts = flow.call("facts", text(Prompts.FACTS, page), crew.large());
          var draft =
              flow.call("draft", text(Prompts.DRAFT, mail, intent, facts, rules), crew.large());
          var check = flow.call("check", text(Prompts.CHECK, draft, facts, rules), crew.large());
          var reply =
              flow.call(
                  "reply", after(text(Prompts.REPLY, draft, rules, language), check), crew.large());
          return flow.call("send", join(Letter.class, reply, check), Letter.send());
        });
  }

  /** Only what reads a value waits for it. */
  public Plan<String> ordered() {
    return Flow.plan(
        "ordered",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.large());
          var intent = flow.call("intent", text(Prompts.INTENT, mail), crew.large());
          var query = flow.call("query", text(Prompts.QUERY, mail), crew.large());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts = flow.call("facts", text(Prompts.FACTS, page), crew.large());
          var draft =
              flow.call("draft", text(Prompts.DRAFT, mail, intent, facts, rules), crew.large());
          var check = flow.call("check", text(Prompts.CHECK, draft, facts, rules), crew.large());
          var reply = flow.call("reply", text(Prompts.REPLY, draft, rules, language), crew.large());
          return flow.call("send", join(Letter.class, reply, check), Letter.send());
        });
  }

  /** What a smaller model does as well is done by one. */
  public Plan<String> smaller() {
    return Flow.plan(
        "smaller",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.small());
          var intent = flow.call("intent", text(Prompts.INTENT, mail), crew.small());
          var query = flow.call("query", text(Prompts.QUERY, mail), crew.small());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts = flow.call("facts", text(Prompts.FACTS, page), crew.small());
          var draft =
              flow.call("draft", text(Prompts.DRAFT, mail, intent, facts, rules), crew.medium());
          var check = flow.call("check", text(Prompts.CHECK, draft, facts, rules), crew.small());
          var reply =
              flow.call("reply", text(Prompts.REPLY, draft, rules, language), crew.medium());
          return flow.call("send", join(Letter.class, reply, check), Letter.send());
        });
  }

  /** The letter is begun with the first sentence of the draft, while the rest is being written. */
  public Plan<String> overlapped() {
    return Flow.plan(
        "overlapped",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.small());
          var intent = flow.call("intent", text(Prompts.INTENT, mail), crew.small());
          var query = flow.call("query", text(Prompts.QUERY, mail), crew.small());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts = flow.call("facts", text(Prompts.FACTS, page), crew.small());
          var draft =
              flow.call("draft", text(Prompts.DRAFT, mail, intent, facts, rules), crew.medium());
          var check = flow.call("check", text(Prompts.CHECK, draft, facts, rules), crew.small());
          var reply =
              flow.each(
                  "reply",
                  lines(draft),
                  AT_ONCE,
                  (each, line) ->
                      each.call("line", text(Prompts.LINE, line, rules, language), crew.medium()));
          var letter = flow.call("letter", reply, Letter.lines());
          return flow.call("send", join(Letter.class, letter, check), Letter.send());
        });
  }

  /** What a page says is asked once a day, and what is the same in every prompt stands first. */
  public Plan<String> cached() {
    return Flow.plan(
        "cached",
        flow -> {
          var mail = flow.input("mail", String.class);
          var rules = flow.input("rules", String.class);
          var language = flow.call("language", text(Prompts.LANGUAGE, mail), crew.small());
          var intent = flow.call("intent", text(Prompts.INTENT, mail), crew.small());
          var query = flow.call("query", text(Prompts.QUERY, mail), crew.small());
          var page = flow.call("page", query, pages.retrieve(1));
          var facts =
              flow.call(
                  "facts", text(Prompts.FACTS, page), crew.small(), NONE.cached(ofHours(24), 100));
          var draft =
              flow.call(
                  "draft",
                  text(Prompts.RulesFirst.DRAFT, rules, facts, mail, intent),
                  crew.medium());
          var check =
              flow.call("check", text(Prompts.RulesFirst.CHECK, rules, facts, draft), crew.small());
          var reply =
              flow.each(
                  "reply",
                  lines(draft),
                  AT_ONCE,
                  (each, line) ->
                      each.call(
                          "line",
                          text(Prompts.RulesFirst.LINE, rules, line, language),
                          crew.medium()));
          var letter = flow.call("letter", reply, Letter.lines());
          return flow.call("send", join(Letter.class, letter, check), Letter.send());
        });
  }
}
