package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Location;
import io.waybill.work.WorkInfo.Trust;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A model that calls tools until it has its answer. Each turn of the model and each call of a tool
 * is a call inside the call: posted, timed and seen on its own. Tools are called one after the
 * other, as the model asks for them.
 */
record Agent(Asking asking, Facts facts, Tools tools, int mostTurns) {
  static final int MOST_TURNS = 10;

  /** Failures that are no news about the world, so the model has no business with them. */
  private static final Set<ErrorKind> ENDING =
      EnumSet.of(
          ErrorKind.BUDGET,
          ErrorKind.DEADLINE,
          ErrorKind.CANCELLED,
          ErrorKind.AMBIGUOUS,
          ErrorKind.DIVERGED,
          ErrorKind.STORE);

  Agent {
    if (mostTurns < 1) {
      throw new IllegalArgumentException("an agent takes at least one turn, not " + mostTurns);
    }
  }

  /** What was said so far, and what it was taken from. */
  private record Talk(List<ChatMessage> messages, List<Source> sources) {
    Talk plus(ChatMessage message) {
      return plus(message, List.of());
    }

    Talk plus(ChatMessage message, List<Source> from) {
      return new Talk(
          Stream.concat(messages.stream(), Stream.of(message)).toList(),
          Stream.concat(sources.stream(), from.stream()).distinct().toList());
    }
  }

  WorkInfo info() {
    var all = tools.all().stream().map(tool -> tool.work().info().safety()).toList();
    var effects =
        all.stream()
            .map(WorkInfo.Safety::effects)
            .max(Comparator.naturalOrder())
            .orElse(Effects.PURE);
    boolean leaves = all.stream().anyMatch(safety -> safety.location() == Location.EXTERNAL);
    boolean reads = all.stream().anyMatch(safety -> safety.trust() == Trust.UNTRUSTED);
    var told =
        facts.withConfig(
            Map.of(
                "tools",
                tools.all().stream().map(tool -> Schemas.plain(tool.specification())).toList(),
                "turns",
                mostTurns));
    return told.info("chat.agent", String.class, String.class)
        .effects(effects)
        .location(facts.local() && !leaves ? Location.LOCAL : Location.EXTERNAL)
        .trust(reads ? Trust.UNTRUSTED : Trust.AS_INPUT)
        .pool("") // its turns use it, not what is around them
        .ownRetries(0)
        .build();
  }

  Mono<Outcome<String>> answer(String text, CallContext call) {
    call.used(Usage.NONE);
    return Mono.fromSupplier(() -> new Talk(facts.request(text).build().messages(), List.of()))
        .flatMap(first -> turn(1, first, call));
  }

  private Mono<Outcome<String>> turn(int nth, Talk talk, CallContext call) {
    if (nth > mostTurns) {
      return Mono.error(
          new WorkException(
              ErrorKind.INVALID,
              Usage.NONE,
              "the model still called tools after %d turns; allow more, or give it fewer tools"
                  .formatted(mostTurns)));
    }
    var info = facts.info("chat.turn", List.class, AiMessage.class).build();
    return call.inner(new Attempt("turn", info), inside -> ask(talk, inside))
        .flatMap(said -> next(nth, talk, said, call));
  }

  private Mono<Outcome<AiMessage>> ask(Talk talk, CallContext inside) {
    var request =
        ChatRequest.builder()
            .messages(talk.messages)
            .toolSpecifications(tools.all().stream().map(Tools.Callable::specification).toList())
            .build();
    return asking
        .ask(facts, request, inside)
        .map(reply -> reply.outcome(reply.response().aiMessage()));
  }

  private Mono<Outcome<String>> next(
      int nth, Talk talk, Outcome<AiMessage> said, CallContext call) {
    var message = said.value();
    if (!message.hasToolExecutionRequests()) {
      return Mono.fromSupplier(() -> finished(talk, said));
    }
    return Flux.fromIterable(message.toolExecutionRequests())
        .concatMap(request -> tool(request, call))
        .reduce(talk.plus(message), (all, result) -> all.plus(result.message, result.sources))
        .flatMap(all -> turn(nth + 1, all, call));
  }

  private static Outcome<String> finished(Talk talk, Outcome<AiMessage> said) {
    var text = said.value().text();
    if (text == null || text.isBlank()) {
      throw new WorkException(
          ErrorKind.INVALID, Usage.NONE, "the model wrote nothing and called no tool");
    }
    return new Outcome<>(
        text, Usage.NONE, talk.sources, List.of(), Outcome.Kind.GENERATED, said.finish());
  }

  /** What a tool gave, as the model is told. */
  private record Result(ToolExecutionResultMessage message, List<Source> sources) {}

  private Mono<Result> tool(ToolExecutionRequest request, CallContext call) {
    var found = tools.find(request.name());
    if (found.isEmpty()) {
      return Mono.just(failed(request, tools.unknown(request.name())));
    }
    var work = found.get().work();
    return call.inner(
            new Attempt(request.name(), work.info()),
            inside ->
                Mono.defer(
                    () ->
                        work.perform(Arguments.parsed(request.arguments()), inside)
                            .map(Agent::asObject)))
        .map(outcome -> new Result(Results.message(request, outcome.value()), outcome.sources()))
        .onErrorResume(error -> told(request, error));
  }

  private static Outcome<Object> asObject(Outcome<?> outcome) {
    return new Outcome<>(
        outcome.value(),
        outcome.usage(),
        outcome.sources(),
        outcome.scores(),
        outcome.kind(),
        outcome.finish());
  }

  private static Mono<Result> told(ToolExecutionRequest request, Throwable error) {
    return ENDING.contains(Errors.kind(error))
        ? Mono.error(error)
        : Mono.just(failed(request, Errors.said(error)));
  }

  private static Result failed(ToolExecutionRequest request, String why) {
    return new Result(Results.error(request, why), new ArrayList<>());
  }
}
