package io.waybill.reports;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.PoolUse;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Receipt;
import io.waybill.ledger.Timing;
import io.waybill.ledger.Waybill;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds the time of a run's record up anew. */
final class AuditOfTime {
  private static final String NANOS = " ns";

  private final JsonNode written;
  private final Waybill waybill;
  private final Receipt receipt;
  private final Timing timing;

  AuditOfTime(JsonNode written, Waybill waybill, Receipt receipt) {
    this.written = written;
    this.waybill = waybill;
    this.receipt = receipt;
    this.timing = receipt.timing();
  }

  List<Audit.Check> checks() {
    var checks = new ArrayList<Audit.Check>();
    checks.add(moments());
    checks.add(parts());
    checks.add(header());
    checks.add(path());
    checks.add(bounds());
    checks.add(percents());
    checks.add(pools());
    return checks;
  }

  /** Those that are known; -1 is nobody knows. */
  private Audit.Check moments() {
    var check = new Comparing("time: no attempt runs backwards", NANOS);
    var postings = waybill.ledger().postings();
    for (int i = 0; i < postings.size(); i++) {
      var posting = postings.get(i);
      var where = where(i, posting);
      check.atMost(where, "ready", posting.ready(), "when it was asked", posting.began());
      check.atMost(where, "asked", posting.began(), "its end", posting.ended());
      var marks = posting.marks();
      long before = posting.ready();
      for (long mark :
          new long[] {
            marks.admitted(), marks.sent(), marks.first(), marks.last(), posting.ended()
          }) {
        if (mark >= 0) {
          check.atMost(where, "a moment", before, "the next", mark);
          before = mark;
        }
      }
    }
    return check.done();
  }

  private static String where(int position, Posting posting) {
    return "posting %d, '%s' attempt %d".formatted(position, posting.path(), posting.attempt());
  }

  private Audit.Check parts() {
    var check = new Comparing("time: the five parts of every attempt are all of it", NANOS);
    var postings = waybill.ledger().postings();
    for (int i = 0; i < postings.size(); i++) {
      var posting = postings.get(i);
      var where = where(i, posting);
      var parts = posting.parts();
      var own = written.path("ledger").path(i).path("parts");
      check.written(where + ", queue", own.path("queue_ns"), parts.queue());
      check.written(where + ", setup", own.path("setup_ns"), parts.setup());
      check.written(where + ", ttft", own.path("ttft_ns"), parts.ttft());
      check.that(
          own.isMissingNode() || own.has("ttft_ns") == parts.streamed(),
          where,
          "first token " + (own.has("ttft_ns") ? "written" : "not written"),
          parts.streamed() ? "somebody saw one" : "nobody saw one");
      check.written(where + ", generation", own.path("generation_ns"), parts.generation());
      check.written(where + ", tail", own.path("tail_ns"), parts.tail());
      check.same(
          where,
          "its parts add up to",
          parts.queue() + parts.service(),
          "from ready to end it took",
          posting.ended() - posting.ready());
    }
    return check.done();
  }

  private Audit.Check header() {
    var check = new Comparing("time: what the header says is what the attempts took", NANOS);
    written(check, "work_ns", timing.work());
    written(check, "busy_ns", timing.busy());
    written(check, "queue_ns", timing.queue());
    written(check, "idle_ns", timing.idle());
    written(check, "critical_ns", timing.longest());
    written(check, "unqueued_ns", timing.unqueued());
    written(check, "orchestration_ns", timing.orchestration());
    return check.done();
  }

  private void written(Comparing check, String name, Duration should) {
    check.written("time." + name, written.path("time").path(name), should.toNanos());
  }

  private Audit.Check path() {
    var check =
        new Comparing("time: critical path and orchestration are the length of the run", NANOS);
    var critical = timing.lines().stream().filter(Timing.OfLine::critical).toList();
    long sum = critical.stream().mapToLong(line -> line.wall().toNanos()).sum();
    check.same("critical path", "its lines add up to", sum, "it is", timing.longest().toNanos());
    var path = written.path("time").path("path");
    for (int i = 0; i < Math.max(path.size(), path.isMissingNode() ? 0 : critical.size()); i++) {
      var line = path.path(i).path("line").asText();
      var should = i < critical.size() ? critical.get(i).path() : "";
      var where = "time.path[%d]".formatted(i);
      check.that(
          line.equals(should), where, "written '%s'".formatted(line), "is '%s'".formatted(should));
      if (line.equals(should)) {
        check.written(where, path.path(i).path("wall_ns"), critical.get(i).wall().toNanos());
      }
    }
    check.same(
        "run",
        "critical path and orchestration are",
        sum + timing.orchestration().toNanos(),
        "it took",
        waybill.wall().toNanos());
    return check.done();
  }

  private Audit.Check bounds() {
    var check =
        new Comparing("time: service ≤ busy ≤ work and run; unqueued ≤ critical path ≤ run", NANOS);
    long longest =
        waybill.lines().stream()
            .filter(line -> !line.inner())
            .flatMap(line -> line.attempts().stream())
            .mapToLong(attempt -> attempt.parts().service())
            .max()
            .orElse(0);
    long busy = timing.busy().toNanos();
    long wall = timing.wall().toNanos();
    check.atMost("run", "longest service", longest, "busy", busy);
    check.atMost("run", "busy", busy, "work", timing.work().toNanos());
    check.atMost("run", "busy", busy, "the run", wall);
    long critical = timing.longest().toNanos();
    check.atMost("run", "unqueued path", timing.unqueued().toNanos(), "critical path", critical);
    check.atMost("run", "critical path", critical, "the run", wall);
    return check.done();
  }

  private Audit.Check percents() {
    var check = new Comparing("columns of percents add up to 100.0", " tenths of a percent");
    if (!waybill.wall().isZero()) {
      check.same("path", "it adds up to", Auditing.share(receipt), "should be", 1000);
    }
    return check.done();
  }

  private Audit.Check pools() {
    var check = new Comparing("pools: this run, others and idle are all that passed", NANOS);
    for (int i = 0; i < waybill.pools().size(); i++) {
      var use = waybill.pools().get(i);
      var where = "pool '%s'".formatted(use.pool().name());
      check.written(
          where + ", others",
          written.path("pools").path(i).path("others_ns"),
          use.others().toNanos());
      check.atMost(where, "this run and idle", had(use), "elapsed", use.elapsed().toNanos());
      long shares =
          waybill.ledger().postings().stream()
              .filter(posting -> posting.work().pool().equals(use.pool().name()))
              .map(Posting::marks)
              .mapToLong(marks -> Math.max(0, marks.share()))
              .sum();
      check.same(where, "written", use.share().toNanos(), "its postings add up to", shares);
      check.that(
          waybill.prices().pool(use.pool().name()).filter(use.pool()::equals).isPresent(),
          where,
          "written " + use.pool(),
          "the price book has " + waybill.prices().pool(use.pool().name()));
    }
    return check.done();
  }

  private static long had(PoolUse use) {
    return use.share().plus(use.idle()).toNanos();
  }
}
