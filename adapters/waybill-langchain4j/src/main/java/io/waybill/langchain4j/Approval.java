package io.waybill.langchain4j;

import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/**
 * What a person or a policy says to a {@link ToolRequest}. It is for that one call and for no
 * other.
 */
public sealed interface Approval {
  /**
   * Yes, to exactly this.
   *
   * @param digest of the request, as {@link ToolRequest#digest} gives it
   */
  record Granted(String digest) implements Approval {}

  /**
   * No.
   *
   * @param why in a sentence, for the model and for people
   */
  record Declined(String why) implements Approval {}

  static Approval granted(ToolRequest request) {
    return new Granted(request.digest());
  }

  static Approval declined(String why) {
    return new Declined(why);
  }

  /**
   * A policy: yes to what the rule allows. It is not even asked, and the answer is no, if words
   * that nobody vouches for may have led the model here, or if an earlier attempt may have made the
   * call already: these are for a person.
   *
   * @param name of the policy, which plans compare; another rule needs another name
   */
  static Work<ToolRequest, Approval> rule(String name, Predicate<? super ToolRequest> allows) {
    return Work.described(
        info(name, "rule").build(),
        (request, call) -> Mono.fromSupplier(() -> Outcome.of(ruled(name, request, allows))));
  }

  private static Approval ruled(
      String name, ToolRequest request, Predicate<? super ToolRequest> allows) {
    if (request.tainted()) {
      return declined("words that nobody vouches for may have led to it; that is for a person");
    }
    if (request.attempt() > 1) {
      return declined("an earlier attempt may have done it already; that is for a person");
    }
    return allows.test(request)
        ? granted(request)
        : declined("the policy '%s' does not allow it".formatted(name));
  }

  /**
   * Leaves every consequential call to a person: the call is written to an inbox instead of made,
   * and the model is told where.
   *
   * @param inbox is given a text and answers where that is now
   */
  static Work<ToolRequest, Approval> leftTo(Work<Object, String> inbox) {
    var told = inbox.info();
    return Work.described(
        info(told.name(), told.model()).location(told.safety().location()).build(),
        request -> Bound.NOTHING, // what it asks is held for as that is asked
        (request, call) ->
            call.inner(
                    new Attempt("inbox", told, inbox.bound(request)),
                    inner -> inbox.perform(request.toString(), inner))
                .map(
                    handed ->
                        Outcome.of(
                            declined("it is left to a person. " + handed.value()),
                            Usage.NONE,
                            Outcome.Kind.PERSON)));
  }

  private static WorkInfo.Builder info(String name, String model) {
    return WorkInfo.named("approve." + name)
        .model(model)
        .types(ToolRequest.class, Approval.class)
        .effects(Effects.IDEMPOTENT)
        .trust(Trust.TRUSTED);
  }
}
