package io.waybill.cli;

import io.waybill.plan.DidYouMean;
import io.waybill.reports.Shown;
import io.waybill.work.Usage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many tokens a call uses, as the command line says it: {@code in=1000,cached=200,out=300}. */
record Counts(long input, long read, long write, long output, long reasoning) {
  private static final List<String> NAMES = List.of("in", "cached", "written", "out", "reasoning");

  static Counts read(String written) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (var part : written.split(",", -1)) {
      var pair = part.split("=", -1);
      if (pair.length != 2 || !pair[1].matches("[0-9]{1,15}")) {
        throw Complaint.wrong(
            "--tokens takes counts, in=1000,cached=200,out=300, found " + Shown.brief(part, 40));
      }
      if (!NAMES.contains(pair[0])) {
        throw Complaint.wrong(
            "--tokens has no '%s'. %s".formatted(pair[0], DidYouMean.among(pair[0], NAMES)));
      }
      counts.put(pair[0], Long.parseLong(pair[1]));
    }
    var read =
        new Counts(of(counts, 0), of(counts, 1), of(counts, 2), of(counts, 3), of(counts, 4));
    if (read.read + read.write > read.input || read.reasoning > read.output) {
      throw Complaint.wrong(
          "--tokens: cached and written are part of in, and reasoning of out, found " + written);
    }
    return read;
  }

  private static long of(Map<String, Long> counts, int name) {
    return counts.getOrDefault(NAMES.get(name), 0L);
  }

  Usage usage(String provider, String model) {
    return new Usage(
        provider,
        model,
        input,
        read,
        write,
        output,
        reasoning,
        Duration.ZERO,
        Usage.Basis.REPORTED);
  }
}
