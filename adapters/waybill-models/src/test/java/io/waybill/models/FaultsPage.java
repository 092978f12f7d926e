package io.waybill.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The table of docs/guide/faults.md: what is promised to happen. */
final class FaultsPage {
  /**
   * A row of it.
   *
   * @param streamed what is on the bill when the answer comes token by token
   * @param whole what is on the bill when it comes all at once; a dash if it cannot
   * @param says a part of what the failure says
   */
  record Row(String kind, int attempts, String streamed, String whole, String says) {}

  private FaultsPage() {}

  static Map<String, Row> rows() {
    var rows = new LinkedHashMap<String, Row>();
    for (var line : lines()) {
      var cells = line.split(" \\| ");
      if (line.startsWith("| ") && cells.length == 6 && !cells[0].equals("| fault")) {
        var says = cells[5].replaceAll(" \\|$", "").replaceAll("^`|`$", "");
        rows.put(
            cells[0].substring(2),
            new Row(
                cells[1].replace("`", ""), Integer.parseInt(cells[2]), cells[3], cells[4], says));
      }
    }
    return rows;
  }

  static Row row(String fault) {
    return Optional.ofNullable(rows().get(fault))
        .orElseThrow(() -> new AssertionError("the page has no row '" + fault + "'"));
  }

  private static List<String> lines() {
    var root =
        Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
            .filter(folder -> Files.exists(folder.resolve("LICENSE")))
            .findFirst()
            .orElseThrow();
    try {
      return Files.readAllLines(root.resolve("docs/guide/faults.md"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
