package io.waybill.testkit;

import io.waybill.work.Choice;
import io.waybill.work.Failure;
import io.waybill.work.Turn;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The work that random plans are made of. */
record RandomWorks(RandomWorld world) {
  private static final long MOD = 1_000_003;
  private static final List<String> MODELS = List.of("small", "large", "unpriced");

  Work<Long, Long> number(int which) {
    return work("number_" + which, which, n -> (n * (which + 2) + 7) % MOD);
  }

  Work<List<Long>, Long> sum() {
    return work("sum", 0, all -> all.stream().mapToLong(n -> n).sum() % MOD);
  }

  Work<List<Long>, Long> last() {
    return work("last", 1, all -> all.get(all.size() - 1));
  }

  Work<Long, List<Long>> items() {
    return work("items", 1, n -> LongStream.range(n, n + n % 4).boxed().toList());
  }

  /** A sentence or a few. */
  Work<Long, String> text() {
    return new RandomTalk(new RandomWork<>(info("text", 0).build(), RandomWorks::sentences, world));
  }

  private static String sentences(long n) {
    return LongStream.range(n, n + n % 4)
        .mapToObj(i -> "It was number " + i + ". ")
        .collect(Collectors.joining());
  }

  Work<String, Long> read() {
    return work("read", 1, piece -> (piece.hashCode() & 0xFFFFL) % MOD);
  }

  Work<Long, Turn<Long>> turn() {
    return work("turn", 0, n -> n % 3 == 0 ? new Turn.Done<>(n + 1) : new Turn.Again<>(n + 5));
  }

  Work<Choice, Long> label() {
    return work("label", 0, choice -> (long) choice.label().length());
  }

  Work<Failure, Long> failure() {
    return work(
        "failure", 1, failure -> failure.kind().name().length() * 100L + failure.path().length());
  }

  Work<Long, Choice> router() {
    var info = info("router", 0).labels(Set.of("even", "odd")).build();
    return new RandomWork<Long, Choice>(info, RandomWorks::choice, world);
  }

  private static Choice choice(long n) {
    var label = n % 5 == 0 ? Choice.OTHERWISE : n % 2 == 0 ? "even" : "odd";
    return new Choice(label, 0.5, Map.of(), "by the number");
  }

  private <I, O> Work<I, O> work(String name, int which, Function<I, O> body) {
    return new RandomWork<>(info(name, which).build(), body, world);
  }

  private static WorkInfo.Builder info(String name, int which) {
    var model = MODELS.get(which % MODELS.size());
    return WorkInfo.named("random." + name)
        .model(model)
        .location(which % 2 == 0 ? WorkInfo.Location.LOCAL : WorkInfo.Location.EXTERNAL);
  }
}
