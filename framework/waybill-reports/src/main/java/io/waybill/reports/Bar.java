package io.waybill.reports;

import io.waybill.ledger.Figures;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Waybill;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A stripe of the waterfall, drawn to the scale of the whole run: everything is a share of its
 * length, so that it is right at any width.
 */
final class Bar {
  /** Beyond so many attempts what touches is drawn as one. */
  private static final int MANY = 60;

  private final long wall;
  private final StringBuilder svg = new StringBuilder();

  private Bar(long wall) {
    this.wall = wall;
  }

  static String of(List<Waybill.Line> lines, boolean critical, long wall) {
    var bar = new Bar(wall);
    var attempts = lines.stream().flatMap(line -> line.attempts().stream()).toList();
    bar.svg.append(
        "<svg role=\"img\" aria-label=\"%s\">".formatted(Markup.escaped(said(attempts))));
    bar.svg.append("<use href=\"#ticks\"/>");
    if (attempts.size() > MANY) {
      bar.merged(attempts);
    } else {
      lines.forEach(line -> bar.backoffs(line.attempts()));
      attempts.stream().filter(one -> !one.fate().dropped()).forEach(bar::attempt);
      attempts.stream().filter(one -> one.fate().dropped()).forEach(bar::attempt);
    }
    if (critical && attempts.size() <= MANY) {
      lines.forEach(bar::critical);
    }
    return bar.svg.append("</svg>").toString();
  }

  /** In words, for those who do not see it. */
  private static String said(List<Posting> attempts) {
    long from = attempts.stream().mapToLong(Posting::ready).min().orElse(0);
    long to = attempts.stream().mapToLong(Posting::ended).max().orElse(0);
    var span = "from %s to %s s".formatted(Figures.seconds(from), Figures.seconds(to));
    if (attempts.size() > 6) {
      return span + ", %d attempts".formatted(attempts.size());
    }
    return span + attempts.stream().map(Bar::said).collect(Collectors.joining());
  }

  private static String said(Posting attempt) {
    var parts = attempt.parts();
    var text = new StringBuilder("; ").append(fate(attempt));
    if (parts.queue() > 0) {
      text.append(", queued ").append(Figures.seconds(parts.queue()));
    }
    if (parts.streamed()) {
      text.append(", first token after ").append(Figures.seconds(parts.ttft()));
    }
    return text.append(", in service ").append(Figures.seconds(parts.service())).toString();
  }

  static String fate(Posting attempt) {
    return attempt.fate().name().toLowerCase(Locale.ROOT);
  }

  private void attempt(Posting attempt) {
    var parts = attempt.parts();
    long admitted = attempt.ended() - parts.service();
    if (parts.queue() > 0) {
      rect("queue", attempt.ready(), admitted, "4", "14");
    }
    boolean waste = attempt.fate() != Posting.Fate.USED;
    if (attempt.fate().dropped()) {
      rect("waste", admitted, attempt.ended(), "11", "8"); // another went on beside it, mostly
    } else if (waste || !parts.streamed()) {
      rect(waste ? "waste" : "serve", admitted, attempt.ended(), "3", "16");
    }
    if (parts.streamed()) {
      long first = admitted + parts.setup() + parts.ttft();
      if (!waste) {
        rect("wait", admitted, first, "3", "16");
        rect("serve", first, attempt.ended(), "3", "16");
      }
      var at = share(first);
      svg.append(
          "<line class=\"first\" x1=\"%1$s\" x2=\"%1$s\" y1=\"1\" y2=\"21\"/>".formatted(at));
    }
  }

  /** Between two attempts of a step nothing ran. */
  private void backoffs(List<Posting> attempts) {
    long ended = -1;
    var inOrder = new ArrayList<>(attempts);
    inOrder.sort(Comparator.comparingLong(Posting::ready));
    for (var attempt : inOrder) {
      if (ended >= 0 && attempt.ready() > ended) {
        svg.append(
            "<line class=\"backoff\" x1=\"%s\" x2=\"%s\" y1=\"11\" y2=\"11\"/>"
                .formatted(share(ended), share(attempt.ready())));
      }
      ended = Math.max(ended, attempt.ended());
    }
  }

  private void critical(Waybill.Line line) {
    long ready = line.attempts().stream().mapToLong(Posting::ready).min().orElse(0);
    long ended = line.attempts().stream().mapToLong(Posting::ended).max().orElse(0);
    rect("critical", ready, ended, "20.5", "1.9");
  }

  /** One stretch for all that touch: a picture of thousands would be none. */
  private void merged(List<Posting> attempts) {
    stretches("queue", attempts, true, true, "4", "14");
    stretches("serve", attempts, true, false, "3", "16");
    stretches("waste", attempts, false, false, "3", "16");
  }

  private void stretches(
      String look, List<Posting> attempts, boolean used, boolean queue, String top, String height) {
    var chosen =
        attempts.stream()
            .filter(attempt -> queue || (attempt.fate() == Posting.Fate.USED) == used)
            .map(attempt -> stretch(attempt, queue))
            .filter(stretch -> stretch[0] < stretch[1])
            .sorted(Comparator.comparingLong((long[] stretch) -> stretch[0]))
            .toList();
    long near = Math.max(1, wall / 1500);
    long from = -1;
    long to = -1;
    for (var stretch : chosen) {
      if (from >= 0 && stretch[0] > to + near) {
        rect(look, from, to, top, height);
        from = -1;
      }
      from = from < 0 ? stretch[0] : from;
      to = Math.max(to, stretch[1]);
    }
    if (from >= 0) {
      rect(look, from, to, top, height);
    }
  }

  private static long[] stretch(Posting attempt, boolean queue) {
    long admitted = attempt.ended() - attempt.parts().service();
    return queue ? new long[] {attempt.ready(), admitted} : new long[] {admitted, attempt.ended()};
  }

  private void rect(String look, long from, long to, String top, String height) {
    svg.append(
        "<rect class=\"%s\" x=\"%s\" width=\"%s\" y=\"%s\" height=\"%s\"/>"
            .formatted(look, share(from), share(Math.max(0, to - from)), top, height));
  }

  private String share(long nanos) {
    return share(nanos, wall);
  }

  /** {@code 12.345%}. */
  static String share(long nanos, long wall) {
    if (wall <= 0) {
      return "0%";
    }
    var share =
        BigDecimal.valueOf(nanos)
            .multiply(BigDecimal.valueOf(100))
            .divide(BigDecimal.valueOf(wall), 3, RoundingMode.HALF_UP);
    return share.stripTrailingZeros().toPlainString() + "%";
  }
}
