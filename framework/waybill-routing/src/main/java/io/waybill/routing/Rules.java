package io.waybill.routing;

import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Router;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/**
 * A router of ordered rules: the first that holds decides, and where none does it abstains, knowing
 * nothing (its confidence is 0). A rule labelled {@code otherwise} is a decision too, a sure one:
 * the route's {@code otherwise} runs, and among {@link Stages} nobody else is asked. What is no
 * text is read as it prints, or field by field.
 */
public final class Rules implements Router<Object> {
  private static final Choice.Grounds RULES = Choice.Grounds.by("rules");
  private static final Outcome<Choice> ABSTAINS =
      Outcome.of(new Choice(Choice.OTHERWISE, 0, Map.of(), "no rule holds").on(RULES));

  private final List<Rule> rules;
  private final WorkInfo info;

  private Rules(List<Rule> rules) {
    this.rules = List.copyOf(rules);
    this.info =
        WorkInfo.named("rules")
            .config(Map.of("rules", this.rules.stream().map(Rule::data).toList()))
            .types(Object.class, Choice.class)
            .effects(WorkInfo.Effects.PURE)
            .trust(WorkInfo.Trust.TRUSTED)
            .labels(
                this.rules.stream()
                    .map(Rule::label)
                    .filter(label -> !label.equals(Choice.OTHERWISE))
                    .collect(Collectors.toSet()))
            .build();
  }

  /** No rule yet: {@code Rules.over().when(contains("invoice", "bill"), "billing")}. */
  public static Rules over() {
    return new Rules(List.of());
  }

  public static Rules of(List<Rule> rules) {
    return new Rules(rules);
  }

  /** One more rule, asked after all the others. */
  public Rules when(Condition condition, String label) {
    return new Rules(Stream.concat(rules.stream(), Stream.of(new Rule(condition, label))).toList());
  }

  /** Whether a rule says that it belongs to none, rather than no rule saying anything. */
  static boolean exclude(Choice choice) {
    return choice.abstained()
        && choice.confidence() == 1
        && choice.grounds().stage().equals(RULES.stage());
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Mono<Outcome<Choice>> perform(Object input, CallContext call) {
    for (var rule : rules) {
      var condition = rule.when();
      if (condition.holds(input)) {
        return Mono.just(
            Outcome.of(new Choice(rule.label(), 1, Map.of(), condition.toString()).on(RULES)));
      }
    }
    return Mono.just(ABSTAINS);
  }
}
