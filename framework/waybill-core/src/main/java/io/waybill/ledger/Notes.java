package io.waybill.ledger;

import io.waybill.work.EngineTimes;
import io.waybill.work.Score;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What stands below the table of a receipt: the first few, and how many more there are. */
final class Notes {
  private static final int FEW = 3;
  private static final int FEW_STEPS = 5;

  private Notes() {}

  /** A line for every step that quotes. */
  static List<String> sources(List<Waybill.Line> lines) {
    var bySteps = new LinkedHashMap<String, List<String>>();
    lines.stream()
        .filter(line -> !line.sources().isEmpty())
        .forEach(
            line ->
                bySteps.put(line.path(), line.sources().stream().map(Source::toString).toList()));
    return lines(bySteps);
  }

  /**
   * A line for every step that weighed quality, time and money: {@code answer: balanced: weak 0.96
   * $0.0002428, strong 0.93 $0.001214}; whom it chose comes first.
   */
  static List<String> weighed(List<Waybill.Line> lines) {
    var bySteps = new LinkedHashMap<String, List<String>>();
    for (var line : lines) {
      line.decision()
          .filter(choice -> !choice.grounds().policy().isEmpty())
          .ifPresent(choice -> bySteps.put(line.path(), List.of(choice.reason())));
    }
    return lines(bySteps);
  }

  /** A line for every attempt whose bill is not as sure as it looks. */
  static List<String> flags(List<Posting> postings) {
    var bySteps = new LinkedHashMap<String, List<String>>();
    for (var posting : postings) {
      var flags = flags(posting);
      if (!flags.isEmpty()) {
        bySteps.computeIfAbsent(posting.path(), path -> new ArrayList<>()).addAll(flags);
      }
    }
    return lines(bySteps);
  }

  static List<String> flags(Posting posting) {
    var flags = new ArrayList<String>();
    var usage = posting.usage();
    int exchanges = posting.marks().exchanges();
    int retries = posting.work().ownRetries();
    if (exchanges > 1) {
      flags.add("hidden_retries: %d exchanges in one attempt".formatted(exchanges));
    } else if (exchanges == 0 && retries > 0) {
      flags.add("hidden_retries: it may try %d times more, unseen".formatted(retries));
    }
    if (usage.basis() == Usage.Basis.INCONSISTENT) {
      flags.add("usage.inconsistent: the provider's numbers contradict each other");
    } else if (usage.basis() == Usage.Basis.COUNTED && !usage.provider().isEmpty()) {
      flags.add("usage.counted: by us, not reported");
    }
    var how = posting.how();
    if (!how.origin().own()) {
      flags.add("cached: the answer of " + how.origin());
    }
    if (how.mostOutput() > 0) {
      flags.add("max_output: %d tokens, what was left buys".formatted(how.mostOutput()));
    }
    return flags;
  }

  /**
   * A line for every machine that others used for a time that shows, or of which somebody said what
   * it draws. {@code gpu0: 1.490 s of 1.510 s, idle 0.020 s as this process saw it, 0.10 Wh}
   */
  static List<String> pools(List<PoolUse> pools) {
    return pools.stream()
        .filter(use -> use.others().toMillis() > 0 || use.wattHours().isPresent())
        .map(Notes::pool)
        .toList();
  }

  private static String pool(PoolUse use) {
    return "%s: %s s of %s s%s, idle %s s as this process saw it%s"
        .formatted(
            Figures.plain(use.pool().name()),
            Figures.seconds(use.share().toNanos()),
            Figures.seconds(use.elapsed().toNanos()),
            use.others().toMillis() == 0
                ? ""
                : ", others %s s".formatted(Figures.seconds(use.others().toNanos())),
            Figures.seconds(use.idle().toNanos()),
            use.wattHours().map(Figures::energy).map(energy -> ", " + energy).orElse(""));
  }

  /** {@code check: load 0.512, prefill 0.120, decode 0.900 s by ollama}; the last answer's. */
  static List<String> engines(List<Posting> postings) {
    var bySteps = new LinkedHashMap<String, List<String>>();
    for (var posting : postings) {
      posting
          .marks()
          .engine()
          .ifPresent(times -> bySteps.put(posting.path(), List.of(engine(times))));
    }
    return lines(bySteps);
  }

  private static String engine(EngineTimes times) {
    var parts = new ArrayList<String>();
    part("queue", times.queue(), parts);
    part("load", times.load(), parts);
    part("prefill", times.prefill(), parts);
    part("decode", times.decode(), parts);
    return (parts.isEmpty() ? "no times" : String.join(", ", parts) + " s")
        + " by "
        + times.engine();
  }

  private static void part(String name, Optional<Duration> time, List<String> parts) {
    time.ifPresent(took -> parts.add(name + " " + Figures.seconds(took.toNanos())));
  }

  /** A line for every step that was scored: {@code check: grounding 0.93 supported (rule)}. */
  static List<String> scores(List<Waybill.Scored> scores) {
    var bySteps = new LinkedHashMap<String, List<String>>();
    for (var scored : scores) {
      var step = scored.path().isEmpty() ? "run" : scored.path();
      bySteps.computeIfAbsent(step, path -> new ArrayList<>()).add(score(scored.score()));
    }
    return lines(bySteps);
  }

  private static String score(Score score) {
    return "%s %s%s (%s)"
        .formatted(
            score.metric(),
            String.format(Locale.ROOT, "%.2f", score.value()),
            score.label().isEmpty() ? "" : " " + score.label(),
            score.origin().name().toLowerCase(Locale.ROOT));
  }

  static List<String> lines(Map<String, List<String>> bySteps) {
    var lines = new ArrayList<String>();
    bySteps.entrySet().stream()
        .limit(FEW_STEPS)
        .forEach(step -> lines.add(step.getKey() + ": " + first(step.getValue())));
    if (bySteps.size() > FEW_STEPS) {
      lines.add("… and %d more steps".formatted(bySteps.size() - FEW_STEPS));
    }
    return lines;
  }

  private static String first(List<String> all) {
    var few = all.stream().limit(FEW).map(Figures::plain).collect(Collectors.joining(", "));
    return all.size() > FEW ? few + " … and " + (all.size() - FEW) + " more" : few;
  }
}
