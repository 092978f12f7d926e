package io.waybill.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.waybill.ledger.Waybill;
import io.waybill.record.Json;
import io.waybill.record.WaybillJson;
import io.waybill.reports.Shown;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run on disk: {@code <run>.json}, its value and its waybill. */
final class RunFile {
  static final String FORMAT = "waybill-run/1";

  /** The largest run file that is read, in bytes. */
  private static final int CAP = 256 << 20;

  private RunFile() {}

  static void write(Path folder, Finished run) {
    Disk.writePrivately(
        folder.resolve(run.waybill().run() + ".json"), Json.line(run.json()) + "\n");
  }

  /**
   * A run that was kept.
   *
   * @param id what the author of its input calls it
   */
  record Kept(String id, Waybill waybill) {}

  /** The waybill in a run file. */
  static Waybill read(Path file) {
    return kept(file).waybill();
  }

  /** A run, and the id of its input. */
  static Kept kept(Path file) {
    var node = whole(file);
    try {
      return new Kept(node.path("id").asText(), WaybillJson.read(node.path("waybill")));
    } catch (Json.NotJson e) {
      throw Complaint.trouble("%s is no run file: %s".formatted(file, Shown.safe(e.why())));
    }
  }

  /** The waybill as it is written. */
  static JsonNode json(Path file) {
    return whole(file).path("waybill");
  }

  private static JsonNode whole(Path file) {
    Disk.mustExist(file, "run file");
    try (var stream = Files.newInputStream(file)) {
      var bytes = stream.readNBytes(CAP + 1);
      if (bytes.length > CAP) {
        throw Complaint.trouble("%s is larger than %d MiB".formatted(file, CAP >> 20));
      }
      var node = Json.parse(new String(bytes, StandardCharsets.UTF_8));
      var format = node.path("format").asText();
      if (!format.equals(FORMAT)) {
        throw new Json.NotJson(
            "'format' should be %s, found '%s'; is it a file that --out wrote?"
                .formatted(FORMAT, format));
      }
      return node;
    } catch (Json.NotJson e) {
      throw Complaint.trouble("%s is no run file: %s".formatted(file, Shown.safe(e.why())));
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    }
  }

  /** These files, and of folders all that end in {@code .json}, by name. */
  static List<Path> in(List<Path> places) {
    var files = new ArrayList<Path>();
    for (var place : places) {
      if (Files.isDirectory(place)) {
        try (var listed = Files.list(place)) {
          listed
              .filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
              .sorted()
              .forEach(files::add);
        } catch (IOException e) {
          throw Complaint.trouble("read", place, e);
        }
      } else {
        Disk.mustExist(place, "run file");
        files.add(place);
      }
    }
    return files;
  }
}
