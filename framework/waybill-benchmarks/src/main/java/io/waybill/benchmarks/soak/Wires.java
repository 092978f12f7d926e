package io.waybill.benchmarks.soak;

import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import io.waybill.dsl.Bind;
import io.waybill.http.Http;
import io.waybill.langchain4j.Chat;
import io.waybill.plan.Policy;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;

/** Workflows that ask a model over real sockets. */
final class Wires {
  private final Work<String, String> model;

  /**
   * @param url of the model
   */
  Wires(Http http, String url) {
    this.model =
        Stubs.heard(
            Chat.streaming(
                    ModelServer.MODEL,
                    line ->
                        OpenAiStreamingChatModel.builder()
                            .httpClientBuilder(http.on(line))
                            .baseUrl(url)
                            .apiKey("none")
                            .modelName(ModelServer.MODEL)
                            .build())
                .withProvider("openai")
                .withMostOutput(50)
                .text());
  }

  List<Scenario> all() {
    return List.of(ask(), follow());
  }

  /** What fails or breaks off is asked of a stub that says the same. */
  private Scenario ask() {
    Work<String, String> same =
        Stubs.heard(
            Work.described(
                WorkInfo.named("stub.same").model("stub").build(),
                (String asked, io.waybill.work.CallContext call) ->
                    Stubs.after(5, () -> Stubs.outcome(answer(asked), Usage.NONE))));
    var policy = Policy.NONE.retry(0).orElse(same);
    return Scenario.of(
        "ask",
        8,
        Everyday.<String>plan(
            "ask",
            (flow, number) -> {
              var asked = flow.call("prompt", number, (Long n) -> "ask " + n);
              return flow.call("ask", asked, model, policy);
            }),
        trip -> Planned.value(ModelServer.answer(trip.number)));
  }

  private static String answer(String asked) {
    return ModelServer.answer(Long.parseLong(asked.substring("ask ".length())));
  }

  /** Two at once, one after them, and somebody who listens: nothing said may be taken back. */
  private Scenario follow() {
    return Scenario.of(
            "listen",
            5,
            Everyday.<String>plan(
                "listen",
                (flow, number) -> {
                  var asked = flow.call("prompt", number, (Long n) -> "ask " + ModelServer.well(n));
                  var one = flow.call("one", asked, model);
                  var other = flow.call("other", asked, model);
                  var next = flow.call("next", Bind.all(List.of(one, other)), Wires::next);
                  return flow.call("last", next, model);
                }),
            trip -> {
              var one = ModelServer.answer(ModelServer.well(trip.number));
              return Planned.value(answer(next(List.of(one, one))));
            })
        .withFollowers();
  }

  private static String next(List<String> said) {
    return "ask " + ModelServer.well(String.join("", said).length());
  }
}
