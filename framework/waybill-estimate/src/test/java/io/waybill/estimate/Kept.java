package io.waybill.estimate;

import io.waybill.ledger.Cost;
import io.waybill.ledger.Ledger;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.ledger.Waybill;
import io.waybill.plan.Outline;
import io.waybill.work.Choice;
import io.waybill.work.ErrorKind;
import io.waybill.work.Origin;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run that was kept, its lines one after the other. Times are in milliseconds. */
final class Kept {
  private static final long MILLI = 1_000_000;

  private final String plan;
  private final String run;
  private final List<Waybill.Line> lines = new ArrayList<>();
  private final List<Posting> postings = new ArrayList<>();
  private long now;

  Kept(String plan, int run) {
    this.plan = plan;
    this.run = "run-" + run;
  }

  /** A call of a model that is billed by the token: its first token after so long. */
  Kept call(String path, String model, long in, long out, long first, long each) {
    long ended = now + first + each * (out - 1);
    var marks = new Posting.Marks(now * MILLI, now * MILLI, (now + first) * MILLI, ended * MILLI);
    var info =
        WorkInfo.named("chat.text").model(model).location(WorkInfo.Location.EXTERNAL).build();
    return line(path, info, Usage.tokens("acme", model, in, out), ended, marks, Optional.empty());
  }

  /** A call on a machine of ours, that was charged for its share of it. */
  Kept inHouse(String path, String model, long millis, long share) {
    var info = ModelsOnPaper.inHouse(model, "gpu0").info();
    var usage = Usage.engine(model, Duration.ofMillis(millis), 100, 50);
    var marks = Posting.Marks.NONE.sharing(share * MILLI);
    return line(path, info, usage, now + millis, marks, Optional.empty());
  }

  /** A call that fails after so long, and nobody says what it used. */
  Kept failed(String path, String model, long millis) {
    var info =
        WorkInfo.named("chat.text").model(model).location(WorkInfo.Location.EXTERNAL).build();
    var posting =
        posting(path, info, Posting.Fate.FAILED, Usage.NONE, now + millis, Posting.Marks.NONE);
    postings.add(posting);
    lines.add(
        new Waybill.Line(
            path, List.of(), List.of(posting), Optional.empty(), Optional.empty(), List.of()));
    now += millis;
    return this;
  }

  Kept route(String path, String label) {
    var info = WorkInfo.named("router").model("rules").effects(WorkInfo.Effects.PURE).build();
    return line(path, info, Usage.NONE, now, Posting.Marks.NONE, Optional.of(Choice.of(label)));
  }

  private Kept line(
      String path,
      WorkInfo info,
      Usage usage,
      long ended,
      Posting.Marks marks,
      Optional<Choice> choice) {
    var posting = posting(path, info, Posting.Fate.USED, usage, ended, marks);
    postings.add(posting);
    lines.add(
        new Waybill.Line(
            path,
            lines.isEmpty() ? List.of() : List.of(lines.get(lines.size() - 1).path()),
            List.of(posting),
            choice,
            Optional.of(Outcome.Kind.GENERATED),
            List.of()));
    now = ended;
    return this;
  }

  private Posting posting(
      String path, WorkInfo info, Posting.Fate fate, Usage usage, long ended, Posting.Marks marks) {
    int mark = path.lastIndexOf('/') + 1;
    var error =
        fate == Posting.Fate.FAILED
            ? Optional.of(ErrorKind.TRANSIENT)
            : Optional.<ErrorKind>empty();
    return new Posting(
        path.substring(0, mark),
        path.substring(mark),
        1,
        info,
        fate,
        usage,
        Cost.NOTHING,
        now * MILLI,
        now * MILLI,
        ended * MILLI,
        marks,
        new Posting.How(Posting.Role.FIRST, "", error, Origin.OWN, 0));
  }

  Waybill end() {
    return new Waybill(
        run,
        plan,
        Instant.EPOCH,
        Duration.ofMillis(now),
        Waybill.Status.OK,
        Optional.empty(),
        lines,
        List.of(),
        new Ledger(postings),
        List.of(),
        PriceBook.EMPTY,
        List.of(),
        Outline.NONE);
  }
}
