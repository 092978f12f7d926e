package io.waybill.ledger;

import io.waybill.work.Money;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A random run: every line begins at or after the last end, or piece, of what it waited for, has
 * one attempt or several with queues and backoffs, sometimes calls inside, sometimes an unknown
 * price.
 */
final class RandomLines {
  final Waybill waybill;
  private final Random random;
  private final List<Waybill.Line> lines = new ArrayList<>();

  RandomLines(long seed) {
    random = new Random(seed);
    int count = 1 + random.nextInt(14);
    long end = 0;
    for (int i = 0; i < count; i++) {
      end = Math.max(end, add("s" + i));
    }
    waybill = Lines.waybill(Duration.ofNanos(end + few()), lines);
  }

  /** Often nothing, so that ties and lines without length are common. */
  private long few() {
    return random.nextInt(3) == 0 ? 0 : random.nextInt(6);
  }

  private long add(String path) {
    var after = new LinkedHashSet<String>();
    long ready = 0;
    for (int i = random.nextInt(4); i > 0 && !lines.isEmpty(); i--) {
      var line = lines.get(random.nextInt(lines.size()));
      if (!line.inner() && !line.pieces().isEmpty() && random.nextInt(3) > 0) {
        int piece = random.nextInt(line.pieces().size());
        after.add(Waybill.Line.piece(line.path(), piece));
        ready = Math.max(ready, line.pieces().get(piece));
      } else if (!line.inner()) {
        after.add(line.path());
        ready = Math.max(ready, Spent.on(line.attempts()).ended());
      }
    }
    var attempts = new ArrayList<Posting>();
    long at = ready + (random.nextInt(4) == 0 ? few() : 0);
    for (int attempt = 1 + random.nextInt(8) / 6; attempt > 0; attempt--) {
      var fate = attempt > 1 ? Posting.Fate.FAILED : Posting.Fate.USED;
      var posting = posting(path, fate, at);
      attempts.add(posting);
      at = posting.ended() + few();
    }
    lines.add(line(path, List.copyOf(after), attempts));
    if (random.nextInt(5) == 0) {
      var inner = posting(path + "/judge#1", Posting.Fate.USED, attempts.get(0).began());
      lines.add(line(inner.path(), List.copyOf(after), List.of(inner)));
    }
    return attempts.get(attempts.size() - 1).ended();
  }

  private List<Long> pieces(long from, long to) {
    return random.longs(1 + random.nextInt(4), from, to + 1).sorted().boxed().toList();
  }

  private static Waybill.Line line(String path, List<String> after, List<Posting> attempts) {
    return new Waybill.Line(path, after, attempts, Optional.empty(), Optional.empty(), List.of());
  }

  private Posting posting(String step, Posting.Fate fate, long ready) {
    long began = ready + few();
    long sent = began + few();
    long first = sent + few();
    long last = first + few();
    long ended = last + few();
    var marks =
        random.nextBoolean()
            ? new Posting.Marks(began, sent, random.nextBoolean() ? first : -1, last)
            : Posting.Marks.NONE;
    if (fate == Posting.Fate.USED && random.nextInt(3) == 0) {
      marks = marks.handing(pieces(sent, ended));
    }
    var cost =
        random.nextInt(5) == 0 ? Cost.UNPRICED : Cost.of(new Money(random.nextInt(1_000_000)));
    return new Posting(
        "", step, 1, WorkInfo.ANONYMOUS, fate, Usage.NONE, cost, ready, began, ended, marks);
  }
}
