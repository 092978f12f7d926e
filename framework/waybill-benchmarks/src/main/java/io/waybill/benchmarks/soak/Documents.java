package io.waybill.benchmarks.soak;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.work.ErrorKind;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.stream.IntStream;

/** Plans that go through many documents, with stubs that take some milliseconds each. */
final class Documents {
  private static final int AT_ONCE = 100;

  private Documents() {}

  /** Seven calls for each: one, three at once, two turns, one. */
  static Plan<List<String>> sevenCalls(int documents) {
    var one =
        Flow.<String>plan(
            "document",
            flow -> {
              var text = flow.input("text", Integer.class);
              var read = flow.call("read", text, model("read"));
              var parts =
                  List.of("facts", "tone", "names").stream()
                      .map(part -> flow.call(part, read, model(part)))
                      .toList();
              var joined = flow.call("joined", Bind.all(parts), List::toString);
              var better =
                  flow.<String>loop(
                      "better", joined, 2, (body, value) -> body.call("turn", value, turning()));
              return flow.call("mark", better, model("mark"));
            });
    return Flow.plan(
        "seven_calls",
        flow -> {
          var input = flow.input("documents", Integer.class);
          var all = flow.call("all", input, (Integer many) -> upTo(documents));
          return flow.<Integer, String>each(
              "docs", all, AT_ONCE, (body, item) -> body.sub("document", item, one));
        });
  }

  /**
   * A call for each, one of which always fails, for good.
   *
   * @param poison which; none if negative
   * @param rescued whether another value takes its place
   */
  static Plan<List<String>> poisoned(int documents, int poison, boolean rescued) {
    return Flow.plan(
        "poisoned",
        flow -> {
          var input = flow.input("documents", Integer.class);
          var all = flow.call("all", input, (Integer many) -> upTo(documents));
          return flow.<Integer, String>each(
              "docs",
              all,
              AT_ONCE,
              (body, item) -> {
                var grade = body.call("grade", item, grading(poison));
                return rescued
                    ? body.rescue(
                        grade, (in, failure) -> in.call("instead", failure, Documents::instead))
                    : grade;
              });
        });
  }

  private static String instead(Failure failure) {
    return "none: " + failure.kind();
  }

  private static List<Integer> upTo(int documents) {
    return IntStream.range(0, documents).boxed().toList();
  }

  private static int millis(Object input, String name) {
    return 5 + Math.floorMod((input + name).hashCode(), 20);
  }

  private static Work<Object, String> model(String name) {
    return Work.described(
        Stubs.large(name),
        input -> Stubs.most(Stubs.large(name)),
        (input, call) ->
            Stubs.after(
                millis(input, name),
                () -> Stubs.outcome(Stubs.said(name, input), Stubs.usage("large"))));
  }

  private static Work<Object, Turn<String>> turning() {
    return Work.described(
        Stubs.large("turn"),
        input -> Stubs.most(Stubs.large("turn")),
        (input, call) ->
            Stubs.after(
                millis(input, "turn"),
                () ->
                    Stubs.outcome(
                        call.path().contains("better[1]")
                            ? new Turn.Done<>(input.toString())
                            : new Turn.Again<>(input + "!"),
                        Stubs.usage("large"))));
  }

  private static Work<Object, String> grading(int poison) {
    return Work.described(
        Stubs.large("grade"),
        input -> Stubs.most(Stubs.large("grade")),
        (input, call) ->
            Stubs.after(
                millis(input, "grade"),
                () -> {
                  if (input.equals(poison)) {
                    throw new WorkException(
                        ErrorKind.TRANSIENT,
                        Usage.tokens(Stubs.PROVIDER, "large", Stubs.INPUT, 0),
                        "document " + input + " is poison");
                  }
                  return Stubs.outcome(Stubs.said("grade", input), Stubs.usage("large"));
                }));
  }
}
