package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Effects;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The calls that a model asks for in one turn. Calls that do nothing but answer, or that may be
 * performed twice, are made at once; if any of them is consequential, all are made in the order
 * asked.
 */
record ToolCalls(Tools tools, AgentRules rules, Talk talk, CallContext call) {
  /** The same call is answered in so many turns, and so many turns may have a mistake in them. */
  static final int PATIENCE = 3;

  /** Failures that are no news about the world, so the model has no business with them. */
  private static final Set<ErrorKind> ENDING =
      EnumSet.of(
          ErrorKind.BUDGET,
          ErrorKind.DEADLINE,
          ErrorKind.CANCELLED,
          ErrorKind.AMBIGUOUS,
          ErrorKind.DIVERGED,
          ErrorKind.STORE);

  /** After these nobody knows whether a consequential call was made. */
  private static final Set<ErrorKind> UNCERTAIN =
      EnumSet.of(ErrorKind.TRANSIENT, ErrorKind.STALLED);

  /** What the model asks for. */
  private sealed interface Wanted {}

  /** What there is not, or not like this. */
  private record Mistaken(ToolExecutionRequest request, String why) implements Wanted {}

  private record Asked(ToolExecutionRequest request, Tools.Callable tool, ToolRequest approvable)
      implements Wanted {
    /** The call itself: two with the same tool and the same arguments are one. */
    String same() {
      return approvable.written();
    }

    boolean consequential() {
      return tool.effects() == Effects.CONSEQUENTIAL;
    }
  }

  /** What was said once all of them are answered. */
  Mono<Talk> answered(AiMessage message) {
    var requests = message.toolExecutionRequests();
    var wanted =
        IntStream.range(0, requests.size()).mapToObj(i -> wanted(i, requests.get(i))).toList();
    var asked = new LinkedHashMap<String, Asked>();
    wanted.stream()
        .filter(Asked.class::isInstance)
        .map(Asked.class::cast)
        .forEach(one -> asked.putIfAbsent(one.same(), one));
    var counted = talk.asking(asked.keySet(), wanted.stream().anyMatch(Mistaken.class::isInstance));
    stopIfHopeless(counted, wanted);
    var open = asked.values().stream().filter(one -> !talk.told().containsKey(one.same())).toList();
    return made(open)
        .collectMap(Map.Entry::getKey, Map.Entry::getValue)
        .map(called -> counted.after(message, told(wanted, called), called));
  }

  private Wanted wanted(int nth, ToolExecutionRequest request) {
    if (nth >= rules.callsPerTurn()) {
      return new Mistaken(
          request,
          "at most %d calls are made in one turn, and this is one more"
              .formatted(rules.callsPerTurn()));
    }
    var found = tools.find(request.name());
    if (found.isEmpty()) {
      return new Mistaken(request, tools.unknown(request.name()));
    }
    try {
      var arguments = Arguments.parsed(request.arguments());
      var problems = Closed.problems(found.get().specification().parameters(), arguments);
      return problems.isEmpty()
          ? new Asked(
              request,
              found.get(),
              new ToolRequest(request.name(), arguments, call.attempt(), talk.tainted()))
          : new Mistaken(request, String.join("; ", problems));
    } catch (WorkException noJson) {
      return new Mistaken(request, String.valueOf(noJson.getMessage()));
    }
  }

  private static void stopIfHopeless(Talk talk, List<Wanted> wanted) {
    if (talk.mistakes() > PATIENCE) {
      var last =
          wanted.stream()
              .filter(Mistaken.class::isInstance)
              .map(mistaken -> ((Mistaken) mistaken).why())
              .findFirst();
      if (last.isPresent()) {
        throw hopeless(
            "asked %d times for calls that cannot be made; the last time: %s"
                .formatted(talk.mistakes(), last.get()));
      }
    }
    talk.times()
        .forEach(
            (call, times) -> {
              if (times > PATIENCE) {
                throw hopeless(
                    "asked for the same call in %d turns, and was told each time what it gives: %s"
                        .formatted(times, call));
              }
            });
  }

  private static WorkException hopeless(String what) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, "the model " + what);
  }

  private Flux<Map.Entry<String, Told>> made(List<Asked> open) {
    var all = Flux.fromIterable(open);
    return open.stream().anyMatch(Asked::consequential)
        ? all.concatMap(this::made)
        : all.flatMapSequential(this::made, rules.callsPerTurn());
  }

  private Mono<Map.Entry<String, Told>> made(Asked asked) {
    var answer = asked.consequential() ? approved(asked) : called(asked);
    return answer.map(told -> Map.entry(asked.same(), told));
  }

  private List<ChatMessage> told(List<Wanted> wanted, Map<String, Told> called) {
    return wanted.stream().map(one -> told(one, called)).toList();
  }

  private ChatMessage told(Wanted wanted, Map<String, Told> called) {
    if (wanted instanceof Asked asked) {
      var before = talk.told().get(asked.same());
      return before == null
          ? Objects.requireNonNull(called.get(asked.same())).to(asked.request)
          : before.again(asked.request);
    }
    var mistaken = (Mistaken) wanted;
    return Results.error(mistaken.request, mistaken.why);
  }

  private Mono<Told> approved(Asked asked) {
    var request = asked.approvable;
    if (rules.approval().isEmpty()) {
      return called(asked); // nothing but trusted words can have led here: see Agent
    }
    var approval = rules.approval().get();
    return call.inner(
            new Attempt("approve", approval.info(), approval.bound(request)),
            inner -> approval.perform(request, inner))
        .map(Outcome::value)
        .onErrorResume(ToolCalls::unasked)
        .flatMap(said -> decided(asked, said));
  }

  private static Mono<Approval> unasked(Throwable error) {
    return ENDING.contains(Errors.kind(error))
        ? Mono.error(error)
        : Mono.just(Approval.declined("nobody could be asked to approve it"));
  }

  private Mono<Told> decided(Asked asked, Approval said) {
    if (said instanceof Approval.Declined no) {
      return Mono.just(Told.declined(asked.request, no.why()));
    }
    return said.equals(Approval.granted(asked.approvable))
        ? called(asked)
        : Mono.just(Told.declined(asked.request, "what was approved is another call"));
  }

  /** With the arguments that were approved: nobody can have changed them since. */
  private Mono<Told> called(Asked asked) {
    var work = asked.tool.work();
    return call.inner(
            new Attempt(
                asked.request.name(), work.info(), work.bound(asked.approvable.arguments())),
            inner -> performed(asked, work, inner))
        .map(outcome -> Told.gave(asked.request, work.info(), outcome, rules.longestResult()))
        .onErrorResume(error -> failed(asked, work, error));
  }

  private static Mono<Outcome<Object>> performed(
      Asked asked, Work<Map<String, Object>, ?> work, CallContext inner) {
    var answer =
        Mono.defer(() -> work.perform(asked.approvable.arguments(), inner))
            .map(ToolCalls::asObject);
    return asked.consequential()
        ? answer.onErrorMap(error -> UNCERTAIN.contains(Errors.kind(error)), ToolCalls::uncertain)
        : answer;
  }

  /** Nobody tries it again, neither the engine by itself nor the model. */
  private static WorkException uncertain(Throwable error) {
    return new WorkException(
        ErrorKind.AMBIGUOUS,
        Errors.of(error, Usage.UNKNOWN).usage(),
        "it may have been done, or not (%s: %s)".formatted(Errors.kind(error), Errors.said(error)),
        error);
  }

  @SuppressWarnings("unchecked") // whatever it gives is an Object
  private static Outcome<Object> asObject(Outcome<?> outcome) {
    return (Outcome<Object>) outcome;
  }

  private static Mono<Told> failed(
      Asked asked, Work<Map<String, Object>, ?> work, Throwable error) {
    var kind = Errors.kind(error);
    return ENDING.contains(kind)
        ? Mono.error(error)
        : Mono.just(Told.failed(asked.request, work.info(), kind, Errors.said(error)));
  }
}
