package io.waybill.cli;

import io.waybill.reports.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The runs that {@code --out} kept in a folder, in the order of their files' names; a few are read
 * at once, and no more than a few are held.
 */
final class RunFolder {
  /** How many files that are no runs are told one by one. */
  private static final int TOLD = 20;

  private static final int AT_ONCE = 64;

  private final TreeMap<String, String> leftOut = new TreeMap<>();
  private long runs;
  private long others;

  /** Takes the runs. */
  interface Taker {
    void take(RunFile.Kept run);
  }

  private sealed interface Read {}

  private record Fine(RunFile.Kept run) implements Read {}

  private record Wrong(Path file, String why) implements Read {}

  /** Hands on every run of a folder. */
  void each(Path folder, Taker taker) {
    var files = files(folder);
    for (int from = 0; from < files.size(); from += AT_ONCE) {
      files.subList(from, Math.min(files.size(), from + AT_ONCE)).parallelStream()
          .map(RunFolder::read)
          .toList()
          .forEach(read -> take(read, taker));
    }
    if (runs == 0) {
      throw Complaint.wrong(
          "%s holds no run; 'waybill run --out %s' keeps runs there%s"
              .formatted(
                  folder, folder, leftOut.isEmpty() ? "" : "\n" + String.join("\n", told())));
    }
  }

  private void take(Read read, Taker taker) {
    if (read instanceof Fine fine) {
      runs++;
      taker.take(fine.run);
    } else if (read instanceof Wrong wrong) {
      others++;
      leftOut.put(wrong.file.toString(), wrong.why);
      if (leftOut.size() > TOLD) {
        leftOut.pollLastEntry();
      }
    }
  }

  private static Read read(Path file) {
    try {
      return new Fine(RunFile.kept(file));
    } catch (Complaint e) {
      return new Wrong(file, String.valueOf(e.getMessage()));
    }
  }

  private static List<Path> files(Path folder) {
    if (!Files.isDirectory(folder)) {
      Disk.mustExist(folder, "folder of runs");
      throw Complaint.wrong("%s is a file; name the folder that holds it".formatted(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw Complaint.trouble("read", folder, e);
    }
  }

  /** Which files were left out, and why; each on a line. */
  List<String> told() {
    var lines = new ArrayList<String>();
    leftOut.values().forEach(why -> lines.add("left out: " + Shown.brief(why, 300)));
    if (others > leftOut.size()) {
      lines.add("… and %d more".formatted(others - leftOut.size()));
    }
    return lines;
  }

  /** {@link Exit#OK} if nothing was left out. */
  int exit() {
    return others == 0 ? Exit.OK : Exit.RUNS_FAILED;
  }
}
