package io.waybill.cli;

import io.waybill.ledger.Waybill;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The runs that {@code --out} kept in a folder. */
final class RunFolder {
  private RunFolder() {}

  /** In the order of their names; a complaint names every file that is none. */
  static List<Waybill> read(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw Complaint.wrong(
          "%s is no folder: name one that 'waybill run --out' wrote to".formatted(folder));
    }
    var runs = new ArrayList<Waybill>();
    var problems = new ArrayList<String>();
    for (var file : files(folder)) {
      try {
        runs.add(RunFile.read(file));
      } catch (Complaint e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw Complaint.trouble(String.join("\n", problems));
    }
    if (runs.isEmpty()) {
      throw Complaint.wrong(
          "there is no run in %s: 'waybill run --out' keeps them".formatted(folder));
    }
    return runs;
  }

  private static List<Path> files(Path folder) {
    try (var all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith(".json"))
          .sorted()
          .collect(Collectors.toList());
    } catch (IOException e) {
      throw Complaint.trouble("read", folder, e);
    }
  }
}
