package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Privacy;
import io.waybill.work.WorkInfo.Trust;
import java.lang.reflect.Type;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * A model that calls tools until it has its answer. Each turn of the model and each call of a tool
 * is a call inside the call: posted, timed and seen on its own.
 *
 * <p>No consequential tool is led by words that nobody vouches for unless somebody approves just
 * that call. If nobody does, the agent counts as consequential, so that a plan keeps such words
 * away from it, and it may have no tool that brings them in by itself.
 */
record Agent(Asking asking, Facts facts, Tools tools, AgentRules rules) {
  /** What agents are called in plans. */
  static final String NAME = "chat.agent";

  Agent {
    var trusting =
        named(
            tools,
            tool ->
                tool.work().info().name().equals(NAME) && tool.effects() == Effects.CONSEQUENTIAL);
    if (!trusting.isEmpty()) {
      throw new IllegalArgumentException(
          "its tools %s are agents that do consequential things on trusted input, and a model would write what they are asked. Have each call in them approved: AgentRules.DEFAULT.approvedBy(…), without onTrustedInput"
              .formatted(trusting));
    }
    if (rules.approval().isEmpty()) {
      var acts = marked(tools, safety -> safety.effects() == Effects.CONSEQUENTIAL);
      var reads = marked(tools, safety -> safety.trust() == Trust.UNTRUSTED);
      if (!acts.isEmpty() && !reads.isEmpty()) {
        throw new IllegalArgumentException(
            "what its tools %s answer nobody vouches for, and it could lead the model to call %s, which are consequential. Say who approves that: AgentRules.DEFAULT.approvedBy(…); or what is known of the tools: withEffects, withTrust"
                .formatted(reads, acts));
      }
    }
    var secret = marked(tools, safety -> safety.privacy() == Privacy.PRIVATE);
    if (!secret.isEmpty() && leaves(facts, tools, rules)) {
      throw new IllegalArgumentException(
          "its tools %s answer with private data, which its model, another tool or whoever approves would take out of the house. Let the model run in house, or let the tools clear it"
              .formatted(secret));
    }
  }

  private static List<String> marked(Tools tools, Predicate<? super WorkInfo.Safety> which) {
    return named(tools, tool -> which.test(tool.work().info().safety()));
  }

  private static List<String> named(Tools tools, Predicate<? super Tools.Callable> which) {
    return tools.all().stream().filter(which).map(tool -> tool.specification().name()).toList();
  }

  private static boolean leaves(Facts facts, Tools tools, AgentRules rules) {
    return !facts.local()
        || !marked(tools, safety -> safety.location() == Location.EXTERNAL).isEmpty()
        || rules.approval().filter(Agent::external).isPresent();
  }

  private static boolean external(Work<?, ?> work) {
    return work.info().safety().location() == Location.EXTERNAL;
  }

  WorkInfo info(String name, Type input, Type output) {
    var config = new TreeMap<>(rules.config());
    config.put("tools", tools.all().stream().map(Tools.Callable::plain).toList());
    boolean reads = !marked(tools, safety -> safety.trust() == Trust.UNTRUSTED).isEmpty();
    boolean secret = !marked(tools, safety -> safety.privacy() == Privacy.PRIVATE).isEmpty();
    return facts
        .withConfig(config)
        .info(name, input, output)
        .effects(effects())
        .location(leaves(facts, tools, rules) ? Location.EXTERNAL : Location.LOCAL)
        .trust(reads ? Trust.UNTRUSTED : Trust.AS_INPUT)
        .privacy(secret ? Privacy.PRIVATE : Privacy.AS_INPUT)
        .pool("") // its turns use it, not what is around them
        .ownRetries(0)
        .build();
  }

  /** Words that reach it lead a consequential tool nowhere if each of its calls is approved. */
  private Effects effects() {
    var most =
        tools.all().stream()
            .map(Tools.Callable::effects)
            .max(Comparator.naturalOrder())
            .orElse(Effects.PURE);
    boolean anyInput = rules.approval().isPresent() && !rules.trustedInput();
    return most == Effects.CONSEQUENTIAL && anyInput ? Effects.IDEMPOTENT : most;
  }

  /** The answer to messages. Unless the plan sees to it, nobody knows who wrote them. */
  Mono<Outcome<String>> answer(List<ChatMessage> messages, String affinity, CallContext call) {
    call.used(Usage.NONE);
    boolean anyInput = rules.approval().isPresent() && !rules.trustedInput();
    return Mono.defer(() -> turn(1, Talk.begun(messages, anyInput, affinity), call));
  }

  private Mono<Outcome<String>> turn(int nth, Talk talk, CallContext call) {
    if (nth > rules.turns()) {
      return Mono.error(
          new WorkException(
              ErrorKind.INVALID,
              Usage.NONE,
              "the model still called tools after %d turns; allow more, or give it fewer tools"
                  .formatted(rules.turns())));
    }
    var info = facts.info("chat.turn", List.class, AiMessage.class).build();
    var request = request(talk);
    return call.inner(
            new Attempt("turn", info, Most.of(facts, request)),
            inside -> ask(request, talk, inside))
        .onErrorMap(error -> talk.acted() && Errors.kind(error).retryable(), Agent::notAgain)
        .flatMap(said -> next(nth, talk, said, call));
  }

  /** Tried again as a whole, it would do again what it has done. */
  private static WorkException notAgain(Throwable error) {
    return new WorkException(
        ErrorKind.AMBIGUOUS,
        Usage.NONE,
        "the agent had called a consequential tool when its model failed (%s: %s)"
            .formatted(Errors.kind(error), Errors.said(error)),
        error);
  }

  private ChatRequest request(Talk talk) {
    return ChatRequest.builder()
        .messages(talk.messages())
        .toolSpecifications(tools.all().stream().map(Tools.Callable::specification).toList())
        .build();
  }

  private Mono<Outcome<AiMessage>> ask(ChatRequest request, Talk talk, CallContext inside) {
    return asking
        .ask(facts, request, talk.affinity(), inside)
        .map(reply -> reply.outcome(reply.response().aiMessage()));
  }

  private Mono<Outcome<String>> next(
      int nth, Talk talk, Outcome<AiMessage> said, CallContext call) {
    var message = said.value();
    return message.hasToolExecutionRequests()
        ? new ToolCalls(tools, rules, talk, call)
            .answered(message)
            .flatMap(all -> turn(nth + 1, all, call))
        : Mono.fromSupplier(() -> finished(talk, said));
  }

  private static Outcome<String> finished(Talk talk, Outcome<AiMessage> said) {
    var text = said.value().text();
    if (text == null || text.isBlank()) {
      throw new WorkException(
          ErrorKind.INVALID, Usage.NONE, "the model wrote nothing and called no tool");
    }
    return new Outcome<>(
        text, Usage.NONE, talk.sources(), List.of(), Outcome.Kind.GENERATED, said.finish());
  }
}
