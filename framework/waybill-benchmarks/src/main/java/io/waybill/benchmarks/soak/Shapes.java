package io.waybill.benchmarks.soak;

import io.waybill.dsl.Bind;
import io.waybill.dsl.Flow;
import io.waybill.plan.Plan;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.work.Attempt;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Turn;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Plans of about so many attempts, one for each way in which a run can have many. */
final class Shapes {
  private static final Duration LONG = Duration.ofMinutes(10);

  /** Of what is inside a map. */
  private static final int ROUNDS = 20;

  private Shapes() {}

  /** By name; each takes how many there shall be, and takes one input, {@code size}. */
  static Map<String, IntFunction<Plan<?>>> all() {
    var all = new LinkedHashMap<String, IntFunction<Plan<?>>>();
    all.put("a map", Shapes::map);
    all.put("a map after a map", Shapes::mapAfterMap);
    all.put("a map that reads a map", Shapes::mapReadingMap);
    all.put("maps in a map", Shapes::nested);
    all.put("plans in a map", Shapes::subs);
    all.put("pieces of an answer", Shapes::pieces);
    all.put("pieces in a map", Shapes::piecesInMap);
    all.put("a loop", Shapes::loop);
    all.put("a chain", Shapes::chain);
    all.put("rescues in a map", Shapes::rescues);
    all.put("retries in a map", Shapes::retries);
    all.put("races at once", Shapes::races);
    all.put("calls inside a call", Shapes::inner);
    return all;
  }

  private static Work<Object, String> work(String name) {
    var info = WorkInfo.named(name).model("stub").effects(WorkInfo.Effects.PURE).build();
    return Work.described(info, (input, call) -> Mono.just(Outcome.of("done")));
  }

  /** The same, on another thread. */
  private static Work<Object, String> later(String name) {
    var info = WorkInfo.named(name).model("stub").effects(WorkInfo.Effects.PURE).build();
    return Work.described(
        info, (input, call) -> Mono.just(Outcome.of("done")).publishOn(Schedulers.parallel()));
  }

  private static List<Integer> upTo(int size) {
    return IntStream.range(0, size).boxed().toList();
  }

  private static <O> Plan<O> over(int size, BiFunction<Flow, Ref<List<Integer>>, Ref<O>> body) {
    return Flow.plan(
        "large",
        flow -> {
          var input = flow.input("size", Integer.class);
          return body.apply(flow, flow.call("items", input, (Integer all) -> upTo(size)));
        });
  }

  private static Plan<?> map(int size) {
    return over(size, (flow, items) -> mapped(flow, "map", items, "call"));
  }

  private static <T> Ref<List<String>> mapped(
      Flow flow, String id, Ref<List<T>> items, String call) {
    return flow.<T, String>each(id, items, 100, (body, item) -> body.call(call, item, later(call)));
  }

  private static Plan<?> mapAfterMap(int size) {
    return over(
        size / 2,
        (flow, items) -> mapped(flow, "second", mapped(flow, "first", items, "read"), "grade"));
  }

  private static Plan<?> mapReadingMap(int size) {
    return over(
        size / 2,
        (flow, items) -> {
          var first = mapped(flow, "first", items, "read");
          return flow.<Integer, String>each(
              "second",
              items,
              100,
              (body, item) -> body.call("both", Bind.all(List.of(item, first)), work("both")));
        });
  }

  private static Plan<?> nested(int size) {
    return over(
        size / ROUNDS,
        (flow, items) ->
            flow.<Integer, List<String>>each(
                "outer",
                items,
                10,
                (body, item) -> mapped(body, "inner", few(body, item), "call")));
  }

  private static Ref<List<Integer>> few(Flow flow, Ref<Integer> item) {
    return flow.call("few", item, (Integer of) -> upTo(ROUNDS - 1));
  }

  private static Plan<?> subs(int size) {
    var inner =
        Flow.<String>plan(
            "document",
            flow -> {
              var text = flow.input("text", Integer.class);
              var parts =
                  IntStream.range(0, 3)
                      .mapToObj(i -> flow.call("part_" + i, text, work("part")))
                      .toList();
              return flow.call("join", Bind.all(parts), work("join"));
            });
    return over(
        size / 4,
        (flow, items) ->
            flow.<Integer, String>each(
                "docs", items, 100, (body, item) -> body.sub("document", item, inner)));
  }

  private static Work<Object, String> writes(int lines) {
    var text = "word word word\n".repeat(lines);
    return Work.described(
        WorkInfo.named("writes").model("stub").effects(WorkInfo.Effects.PURE).build(),
        (input, call) ->
            Flux.range(0, lines)
                .publishOn(Schedulers.parallel())
                .doOnNext(line -> call.emit("word word word\n"))
                .then(Mono.just(Outcome.of(text))));
  }

  private static Plan<?> pieces(int size) {
    return Flow.<List<String>>plan(
        "large",
        flow -> {
          var text = flow.call("text", flow.input("size", Integer.class), writes(size));
          return flow.<String, String>each(
              "lines", Bind.lines(text), 100, (body, line) -> body.call("call", line, work("c")));
        });
  }

  private static Plan<?> piecesInMap(int size) {
    return over(
        size / 5,
        (flow, items) ->
            flow.<Integer, List<String>>each(
                "docs",
                items,
                100,
                (body, item) -> {
                  var text = body.call("text", item, writes(4));
                  return body.<String, String>each(
                      "lines", Bind.lines(text), 4, (in, line) -> in.call("c", line, work("c")));
                }));
  }

  private static Plan<?> loop(int size) {
    return Flow.<Integer>plan(
        "large",
        flow ->
            flow.<Integer>loop(
                "again",
                flow.input("size", Integer.class),
                size,
                (body, left) ->
                    body.call(
                        "turn",
                        left,
                        (Integer n) -> n > 1 ? new Turn.Again<>(n - 1) : new Turn.Done<>(n))));
  }

  private static Plan<?> chain(int size) {
    return Flow.<String>plan(
        "large",
        flow -> {
          var at = flow.call("step_0", flow.input("size", Integer.class), work("step"));
          for (int i = 1; i < size; i++) {
            at = flow.call("step_" + i, at, work("step"));
          }
          return at;
        });
  }

  private static Work<Object, String> failing(String name, ErrorKind kind, int times) {
    return Work.described(
        WorkInfo.named(name).model("stub").effects(WorkInfo.Effects.PURE).build(),
        (input, call) ->
            call.attempt() > times
                ? Mono.just(Outcome.of("done"))
                : Mono.error(new WorkException(kind, Usage.NONE, "as planned")));
  }

  private static Plan<?> rescues(int size) {
    var fails = failing("fails", ErrorKind.INVALID, Integer.MAX_VALUE);
    return over(
        size / 2,
        (flow, items) ->
            flow.<Integer, String>each(
                "map",
                items,
                100,
                (body, item) ->
                    body.rescue(
                        body.call("call", item, fails),
                        (in, failure) -> in.call("instead", failure, work("instead")))));
  }

  private static Plan<?> retries(int size) {
    var fails = failing("fails", ErrorKind.TRANSIENT, 1);
    var policy = Policy.NONE.within(LONG).retry(1).backoff(Duration.ZERO);
    return over(
        size / 2,
        (flow, items) ->
            flow.<Integer, String>each(
                "map", items, 100, (body, item) -> body.call("call", item, fails, policy)));
  }

  private static Plan<?> races(int size) {
    return over(
        size / 2,
        (flow, items) ->
            flow.<Integer, String>each(
                "map",
                items,
                size,
                (body, item) ->
                    body.race("race")
                        .run("a", in -> in.call("call", item, slowly()))
                        .run("b", in -> in.call("call", item, never()))
                        .first()));
  }

  /** So that all have begun before one of them is there. */
  private static Work<Object, String> slowly() {
    return Work.described(
        WorkInfo.named("slowly").model("stub").effects(WorkInfo.Effects.PURE).build(),
        (input, call) -> Mono.delay(Duration.ofMillis(500)).map(now -> Outcome.of("done")));
  }

  private static Work<Object, String> never() {
    return Work.described(
        WorkInfo.named("never").model("stub").effects(WorkInfo.Effects.PURE).build(),
        (input, call) -> Mono.never());
  }

  private static Plan<?> inner(int size) {
    var inside = work("inside");
    Work<Object, String> agent =
        Work.described(
            WorkInfo.named("agent").model("stub").effects(WorkInfo.Effects.PURE).build(),
            (input, call) ->
                Flux.range(0, size)
                    .concatMap(i -> asked(call, inside))
                    .then(Mono.just(Outcome.of("done"))));
    return Flow.<String>plan(
        "large", flow -> flow.call("agent", flow.input("size", Integer.class), agent));
  }

  private static Mono<Outcome<String>> asked(CallContext call, Work<Object, String> inside) {
    return call.inner(new Attempt("inside", inside.info()), in -> inside.perform("text", in));
  }
}
