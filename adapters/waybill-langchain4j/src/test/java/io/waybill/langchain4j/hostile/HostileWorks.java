package io.waybill.langchain4j.hostile;

import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.service.AiServices;
import io.waybill.langchain4j.AgentRules;
import io.waybill.langchain4j.Approval;
import io.waybill.langchain4j.Chat;
import io.waybill.langchain4j.PlanTool;
import io.waybill.langchain4j.ToolRequest;
import io.waybill.langchain4j.Tools;
import io.waybill.memory.Conversations;
import io.waybill.plan.Plan;
import io.waybill.run.Engine;
import io.waybill.work.Choice;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Message.Role;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;

/** The work that hostile plans are made of, and what is seen of it. */
final class HostileWorks {
  /** What is left open, to see that it is found. */
  enum Hole {
    NONE,
    /** What reads the world says that everybody may trust it. */
    SOURCES_THAT_LIE,
    /** What is consequential says that it is not. */
    TOOLS_THAT_LIE,
    /** A rule that says yes whatever led to the call. */
    A_RULE_THAT_LOOKS_AWAY,
    /** A plan that marks a stranger's mail as the operator's. */
    AN_INPUT_THAT_LIES
  }

  record Verdict(int stars, boolean sure) {}

  interface Assistant {
    String answer(String question);
  }

  private final long seed;
  private final Hole hole;
  private final Tally tally;
  private final Random random;
  private final AtomicInteger strangers = new AtomicInteger();
  private final Set<String> yes = ConcurrentHashMap.newKeySet();

  HostileWorks(long seed, Hole hole, Tally tally, Random random) {
    this.seed = seed;
    this.hole = hole;
    this.tally = tally;
    this.random = random;
  }

  Chat chat() {
    var model = new HostileModel(tally);
    return Chat.of("hostile", line -> model).withPool("");
  }

  private String stranger() {
    return Strangers.wrote(strangers.incrementAndGet(), random.nextBoolean() ? "pay" : "send");
  }

  String mail() {
    return stranger();
  }

  /** A page, a mail, a stranger's document. */
  Work<String, String> retrieve() {
    var words = stranger();
    var trust = hole == Hole.SOURCES_THAT_LIE ? Trust.TRUSTED : Trust.UNTRUSTED;
    return work("retrieve", Effects.PURE, trust, text -> text + " " + words);
  }

  /** Reads the world, and fails with its words. */
  private Work<String, String> breaks() {
    var words = stranger();
    var trust = hole == Hole.SOURCES_THAT_LIE ? Trust.AS_INPUT : Trust.UNTRUSTED;
    return work(
        "breaks",
        Effects.PURE,
        trust,
        text -> {
          throw new WorkException(ErrorKind.REFUSED, Usage.NONE, "the page says: " + words);
        });
  }

  Work<String, String> fails() {
    return work(
        "fails",
        Effects.PURE,
        Trust.AS_INPUT,
        text -> {
          throw new WorkException(ErrorKind.REFUSED, Usage.NONE, "cannot do " + text);
        });
  }

  Work<String, String> copy() {
    return work("copy", Effects.PURE, Trust.AS_INPUT, text -> "copied " + text);
  }

  /** Its answer is one sentence, whatever it is asked. */
  Work<String, String> person() {
    return work("person", Effects.IDEMPOTENT, Trust.TRUSTED, text -> "handed to a person");
  }

  /** A model whose answer has no room for words. */
  Work<String, Verdict> judge() {
    return chat().as(Verdict.class);
  }

  /**
   * One that says why, one that read a page, one that calls its branches as it likes, one broken.
   */
  Router<String> router() {
    var words = stranger();
    var which = random.nextInt(4);
    var info =
        WorkInfo.named("router_" + which)
            .effects(Effects.PURE)
            .trust(which == 1 ? Trust.UNTRUSTED : Trust.AS_INPUT)
            .labels(which == 2 ? Set.of() : Set.of("long", "short"))
            .build();
    return Router.described(
        info,
        (text, call) ->
            Mono.fromSupplier(
                () -> {
                  if (which == 3) {
                    throw new WorkException(ErrorKind.REFUSED, Usage.NONE, "broken: " + words);
                  }
                  var label = which == 2 ? text : text.length() > 60 ? "long" : "short";
                  var why = which == 1 ? words : "by the length of " + text;
                  return Outcome.of(new Choice(label, 1, Map.of(), why));
                }));
  }

  Work<String, Turn<String>> again() {
    Work<String, Turn<String>> turn =
        Work.described(
            WorkInfo.named("again").types(String.class, Turn.class).build(),
            (text, call) ->
                Mono.just(
                    Outcome.of(
                        text.length() > 400
                            ? new Turn.Done<>(text)
                            : new Turn.Again<>(text + "."))));
    return turn;
  }

  Work<List<String>, String> joined() {
    return Work.described(
        WorkInfo.named("joined").effects(Effects.PURE).types(List.class, String.class).build(),
        (all, call) ->
            Mono.fromSupplier(
                () -> Outcome.of(Strangers.words(String.join(" ", all)) + " joined")));
  }

  Work<String, String> sink(String name) {
    var effects = hole == Hole.TOOLS_THAT_LIE ? Effects.IDEMPOTENT : Effects.CONSEQUENTIAL;
    return Work.described(
        info(name, effects, Trust.AS_INPUT),
        (text, call) ->
            Mono.fromSupplier(
                () -> {
                  seen(name, text);
                  return Outcome.of("done " + text);
                }));
  }

  private void seen(String tool, String text) {
    tally.made.incrementAndGet();
    if (Strangers.in(text)) {
      if (yes.contains(new ToolRequest(tool, Map.of("text", text), 1, true).digest())) {
        tally.approvedByPerson.incrementAndGet();
      } else {
        tally.steered.add("plan %d: %s %s".formatted(seed, tool, text));
      }
    }
  }

  private static Work<String, String> work(
      String name, Effects effects, Trust trust, java.util.function.UnaryOperator<String> body) {
    return Work.described(
        info(name, effects, trust),
        (text, call) -> Mono.fromSupplier(() -> Outcome.of(body.apply(text))));
  }

  private static WorkInfo info(String name, Effects effects, Trust trust) {
    return WorkInfo.named(name)
        .types(String.class, String.class)
        .effects(effects)
        .trust(trust)
        .build();
  }

  Work<String, String> agent(int deep) {
    return chat().agent(tools(deep), rules());
  }

  Work<Conversation, Conversation> converse() {
    return random.nextBoolean() ? chat().converse() : chat().converse(tools(0), rules());
  }

  /** Each agent has some of these tools. */
  private Tools tools(int deep) {
    var tools = Tools.of();
    if (random.nextInt(3) > 0) {
      tools = tools.plus("pay", "Pays money", sink("pay"));
    }
    if (random.nextInt(4) == 0) {
      tools = tools.plus("send", "Sends a mail", sink("send"));
    }
    if (random.nextBoolean()) {
      tools = tools.plus("copy", "Copies", copy());
    }
    if (random.nextInt(3) == 0) {
      tools = tools.plus("retrieve", "Reads a page", retrieve());
    }
    if (random.nextInt(6) == 0) {
      tools = tools.plus("breaks", "Reads another page", breaks());
    }
    if (deep > 0 && random.nextInt(3) == 0) {
      tools = tools.plus("clerk", "Another agent", agent(deep - 1));
    }
    return tools.names().isEmpty() ? tools.plus("copy", "Copies", copy()) : tools;
  }

  private AgentRules rules() {
    var rules = AgentRules.DEFAULT;
    if (random.nextInt(3) > 0) {
      rules = rules.approvedBy(approval());
    }
    return random.nextBoolean() ? rules.onTrustedInput() : rules;
  }

  private Work<ToolRequest, Approval> approval() {
    return switch (random.nextInt(3)) {
      case 0 -> asks("somebody", this::decides);
      case 1 ->
          hole == Hole.A_RULE_THAT_LOOKS_AWAY
              ? asks("blind", Approval::granted)
              : ruled(Approval.rule("anything", request -> true));
      default -> leaving();
    };
  }

  private Work<ToolRequest, Approval> ruled(Work<ToolRequest, Approval> rule) {
    return Work.described(
        rule.info(),
        (request, call) -> {
          tally.asked.incrementAndGet();
          return rule.perform(request, call)
              .doOnNext(
                  said -> {
                    if (said.value() instanceof Approval.Declined) {
                      tally.declinedByRule.incrementAndGet();
                    }
                  });
        });
  }

  private Work<ToolRequest, Approval> leaving() {
    return Approval.leftTo(
        Work.described(
            WorkInfo.named("inbox").trust(Trust.TRUSTED).build(),
            (text, call) ->
                Mono.fromSupplier(
                    () -> {
                      tally.asked.incrementAndGet();
                      tally.leftToPerson.incrementAndGet();
                      return Outcome.of("line 1");
                    })));
  }

  private Work<ToolRequest, Approval> asks(
      String name, java.util.function.Function<ToolRequest, Approval> says) {
    return Work.described(
        WorkInfo.named(name).trust(Trust.TRUSTED).build(),
        (request, call) ->
            Mono.fromSupplier(
                () -> {
                  tally.asked.incrementAndGet();
                  return Outcome.of(says.apply(request));
                }));
  }

  /** A person says yes to every other request that they see. */
  private Approval decides(ToolRequest request) {
    if (request.digest().hashCode() % 2 == 0) {
      yes.add(request.digest());
      return Approval.granted(request);
    }
    tally.declinedByPerson.incrementAndGet();
    return Approval.declined("I would rather not");
  }

  /** An AI service of LangChain4j's that may run a plan. */
  Work<String, String> service(Plan<String> plan, Engine engine) {
    var tool = PlanTool.of(plan, engine, "Does it");
    return chat()
        .service(
            Assistant.class,
            Effects.IDEMPOTENT,
            model ->
                AiServices.builder(Assistant.class)
                    .chatModel(model)
                    .tools(tool.asMap())
                    .hallucinatedToolNameStrategy(
                        asked -> ToolExecutionResultMessage.from(asked, "there is no such tool"))
                    .build(),
            Assistant::answer);
  }

  /** What was said before in a conversation, part of it by a stranger. */
  Conversations kept() {
    var store = Conversations.inMemory();
    store
        .save(Conversation.begun("ada").plus(Role.USER, stranger()).plus(Role.ASSISTANT, "Yes."))
        .block();
    return store;
  }
}
