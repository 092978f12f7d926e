package io.waybill.ledger;

import io.waybill.plan.Outline;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Lines and waybills by hand; times are milliseconds. */
final class Lines {
  static final WorkInfo CHAT = WorkInfo.named("chat").model("gpt-4.1-mini").build();

  private Lines() {}

  static Waybill.Line line(String path, long ready, long ended, String... after) {
    return line(path, List.of(after), posting(path, Posting.Fate.USED, Cost.NOTHING, ready, ended));
  }

  static Waybill.Line line(String path, List<String> after, Posting... attempts) {
    return new Waybill.Line(
        path, after, List.of(attempts), Optional.empty(), Optional.empty(), List.of());
  }

  static Posting posting(String path, Posting.Fate fate, Cost cost, long ready, long ended) {
    return posting(path, fate, cost, ready, ready, ended);
  }

  static Posting posting(
      String path, Posting.Fate fate, Cost cost, long ready, long began, long ended) {
    int inner = path.indexOf('#') < 0 ? path.length() : path.lastIndexOf('/');
    int step = path.lastIndexOf('/', inner - 1) + 1;
    return new Posting(
        path.substring(0, step),
        path.substring(step),
        1,
        CHAT,
        fate,
        Usage.NONE,
        cost,
        ready * 1_000_000,
        began * 1_000_000,
        ended * 1_000_000,
        Posting.Marks.NONE);
  }

  static Waybill waybill(long wallMillis, List<Waybill.Line> lines) {
    return waybill(Duration.ofMillis(wallMillis), lines);
  }

  static Waybill waybill(Duration wall, List<Waybill.Line> lines) {
    return new Waybill(
        "r1",
        "plan",
        Instant.EPOCH,
        wall,
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        List.of(),
        new Ledger(lines.stream().flatMap(line -> line.attempts().stream()).toList()),
        List.of(),
        PriceBook.EMPTY,
        List.of(),
        Outline.NONE);
  }
}
