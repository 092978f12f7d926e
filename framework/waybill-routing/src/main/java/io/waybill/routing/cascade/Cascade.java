package io.waybill.routing.cascade;

import static io.waybill.dsl.Bind.join;
import static io.waybill.dsl.Bind.text;

import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Rung;
import io.waybill.work.Choice;
import io.waybill.work.Nothing;
import io.waybill.work.Work;
import java.util.Optional;

/**
 * A plan that asks the cheap work, has its answer scored, and then accepts it, asks the large work,
 * or hands both to a person. A value; what it writes is a plan as any other: printed, compared,
 * hashed, written as YAML.
 *
 * <p>What is paid for is on the bill, an answer that was not accepted too. If the cheap work fails
 * for good, or the scorer does, the large work is asked: a failure to save must not cost the
 * answer. If the large work fails, so does the cascade: the cheap answer was not good enough, and
 * nobody gets it in its place; a {@link #largePolicy} can say otherwise. A scorer that abstains
 * escalates, and so does one that says {@code person} where there is none.
 */
public final class Cascade {
  /** The label of a scorer for an answer that will do. */
  public static final String ACCEPT = "accept";

  /** The label of a scorer for a question that the large work should be asked. */
  public static final String ESCALATE = "escalate";

  /** The label of a scorer for a question that a person should see. */
  public static final String PERSON = "person";

  private final Step<String, ?> cheap;
  private final boolean heard;
  private final Step<String, String> large;
  private final Step<Answered, Choice> scorer;
  private final Optional<Work<? super String, String>> person;

  /** Work and how it is protected. */
  private record Step<I, O>(Work<I, O> work, Policy policy) {
    Step<I, O> under(Policy other) {
      return new Step<>(work, other);
    }
  }

  private Cascade(
      Step<String, ?> cheap,
      boolean heard,
      Step<String, String> large,
      Step<Answered, Choice> scorer,
      Optional<Work<? super String, String>> person) {
    this.cheap = cheap;
    this.heard = heard;
    this.large = large;
    this.scorer = scorer;
    this.person = person;
  }

  /**
   * A cascade over two works and a scorer.
   *
   * @param scorer chooses {@link #ACCEPT}, {@link #ESCALATE} or {@link #PERSON}
   */
  public static Cascade of(
      Work<String, String> cheap, Work<String, String> large, Work<Answered, Choice> scorer) {
    return of(cheap, false, large, scorer);
  }

  /** The same over cheap work that is {@linkplain Answer#heard heard out}. */
  public static Cascade hearing(
      Work<String, Answer> cheap, Work<String, String> large, Work<Answered, Choice> scorer) {
    return of(cheap, true, large, scorer);
  }

  private static Cascade of(
      Work<String, ?> cheap,
      boolean heard,
      Work<String, String> large,
      Work<Answered, Choice> scorer) {
    return new Cascade(
        new Step<>(cheap, Policy.NONE),
        heard,
        new Step<>(large, Policy.NONE),
        new Step<>(scorer, Policy.NONE.orSkip(Choice.of(ESCALATE))),
        Optional.empty());
  }

  /** With somebody who gets the question and the cheap answer when the scorer says so. */
  public Cascade person(Work<? super String, String> person) {
    return new Cascade(cheap, heard, large, scorer, Optional.of(person));
  }

  /**
   * The cheap work is protected so; when all of that has failed, the large one is asked.
   *
   * @throws IllegalArgumentException if it skips: then nobody would be asked
   */
  public Cascade cheapPolicy(Policy policy) {
    if (policy.instead().stream().anyMatch(Rung.Skip.class::isInstance)) {
      throw new IllegalArgumentException(
          "a cascade asks the large work when the cheap one fails: leave the skip out");
    }
    return new Cascade(cheap.under(policy), heard, large, scorer, person);
  }

  /** The large work is protected so. */
  public Cascade largePolicy(Policy policy) {
    return new Cascade(cheap, heard, large.under(policy), scorer, person);
  }

  /** The cascade as a plan with the input {@code question}. */
  public Plan<String> plan(String name) {
    return Flow.plan(name, flow -> ask(flow, flow.input("question", String.class)));
  }

  /**
   * The cascade as steps {@code cheap} and {@code answer} of a flow or of a body in it; a second
   * one there is a {@link Flow#sub} of its {@link #plan}.
   */
  public Ref<String> ask(Flow flow, Ref<String> question) {
    var nothing = heard ? Nothing.NOTHING : "";
    Ref<?> said = flow.call("cheap", question, cheap.work(), cheap.policy().orSkip(nothing));
    Ref<String> answer = heard ? said.at("text") : Ref.to(said.id());
    var route =
        flow.route("answer", join(Answered.class, question, said), scorer.work(), scorer.policy())
            .when(ACCEPT, accepted -> answer);
    if (knows(ESCALATE)) {
      route.when(ESCALATE, escalated -> large(escalated, question));
    }
    person.ifPresent(
        somebody ->
            route.when(
                PERSON,
                handed ->
                    handed.call("person", text("{}\n\nNot sure: {}", question, answer), somebody)));
    return route.otherwise(unsure -> large(unsure, question));
  }

  private Ref<String> large(Flow branch, Ref<String> question) {
    return branch.call("large", question, large.work(), large.policy());
  }

  /** Whether the scorer may say so; one that declares nothing may say anything. */
  private boolean knows(String label) {
    var labels = scorer.work().info().labels();
    return labels.isEmpty() || labels.contains(label);
  }
}
