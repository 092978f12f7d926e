package io.waybill.routing;

import io.waybill.testkit.Reply;
import io.waybill.testkit.RouterContract;
import io.waybill.testkit.ScriptedWork;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What every router promises, of rules, nearest examples and a model in stages. */
class StagesContractTest extends RouterContract<String> {
  private static final Usage PAID = Usage.tokens("openai", "small", 40, 3);

  private static final WorkInfo MODEL =
      WorkInfo.named("chat.choice")
          .model("small")
          .location(WorkInfo.Location.EXTERNAL)
          .labels(Set.of("billing", "delivery"))
          .types(String.class, Choice.class)
          .build();

  private static Stages<String> ending(Work<String, Choice> model) {
    return Stages.first(Rules.over().when(Condition.matches("BK-\\d+"), "order"))
        .then(Nearest.examples(Desk.EXAMPLES).with(new WordVectors()))
        .then(model, Band.between(0.2, 0.8));
  }

  @Override
  protected Work<String, Choice> work() {
    return ending(
        ScriptedWork.<String, Choice>of(MODEL)
            .by((text, call) -> Reply.of(Choice.of("delivery")).using(PAID)));
  }

  @Override
  protected List<String> inputs() {
    return List.of("BK-2033?", "my invoice amount is wrong", "invoice parcel", "what is love");
  }

  @Override
  protected List<String> outOfScope() {
    return List.of("quantum chromodynamics", "tell me a joke");
  }

  @Override
  protected Optional<Hanging<String, Choice>> hanging() {
    var begun = Sinks.<Void>one();
    var stopped = Sinks.<Void>one();
    Work<String, Choice> hangs =
        Work.described(
            MODEL,
            (String text, CallContext call) ->
                Mono.<Outcome<Choice>>never()
                    .doOnSubscribe(any -> begun.tryEmitEmpty())
                    .doOnCancel(stopped::tryEmitEmpty));
    return Optional.of(
        new Hanging<>(ending(hangs), "invoice parcel", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<String, Choice>> failing() {
    var fails =
        ScriptedWork.<String, Choice>of(MODEL)
            .by((text, call) -> Reply.<Choice>failed(ErrorKind.INVALID, "no label").using(PAID));
    var rules = Rules.over().when(Condition.matches("BK-\\d+"), "order");
    return Optional.of(
        new Failing<>(Stages.first(rules).then(fails), "a parcel", ErrorKind.INVALID, PAID));
  }
}
