package io.waybill.cli;

import io.waybill.reports.Figures;
import io.waybill.reports.Shown;
import io.waybill.routing.data.Row;
import io.waybill.routing.data.RowFile;
import io.waybill.routing.data.Rows;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Files of rows, read as if they were one. */
final class RowFiles {
  private static final int SHOWN = 20;
  private static final int LINES = 5;
  private static final Pattern LINE = Pattern.compile("line (\\d+): (.*)", Pattern.DOTALL);

  private final List<String> names = new ArrayList<>();
  private final List<String> digests = new ArrayList<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<Complaint> complaints = new ArrayList<>();

  private RowFiles() {}

  /**
   * The rows of all of them, in their order; none of no files.
   *
   * @param needed fields that every row must have
   */
  static Rows read(List<Path> files, List<String> needed) {
    return readAll(List.of(files), needed).get(0);
  }

  /** The same of several lists of files; a complaint speaks of all of them. */
  static List<Rows> readAll(List<List<Path>> lists, List<String> needed) {
    var all = lists.stream().map(files -> of(files, needed)).toList();
    var complaints = all.stream().flatMap(each -> each.complaints.stream()).toList();
    if (complaints.size() == 1) {
      throw complaints.get(0);
    }
    if (!complaints.isEmpty()) {
      throw Complaint.wrong(
          complaints.stream().map(Complaint::getMessage).collect(Collectors.joining("\n")));
    }
    return all.stream().map(RowFiles::rows).toList();
  }

  private static RowFiles of(List<Path> files, List<String> needed) {
    var read = new RowFiles();
    files.forEach(file -> read.add(file, needed));
    return read;
  }

  private Rows rows() {
    return new Rows(String.join(" + ", names), digest(digests), rows);
  }

  private void add(Path file, List<String> needed) {
    try {
      Disk.mustExist(file, "file of rows");
      add(file, RowFile.read(file, needed));
    } catch (Complaint e) {
      complaints.add(e);
    }
  }

  private void add(Path file, RowFile read) {
    var problems = new ArrayList<>(read.problems());
    if (problems.isEmpty() && read.rows().isEmpty()) {
      problems.add("there is no row in it");
    }
    if (!problems.isEmpty()) {
      complaints.add(Complaint.wrong(file + " cannot be used:" + told(problems)));
    }
    names.add(String.valueOf(file.getFileName()));
    digests.add(read.digest());
    rows.addAll(read.rows());
  }

  /** One complaint a kind: a column of another name is wrong on every line. */
  private static String told(List<String> problems) {
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    for (var problem : problems) {
      var line = LINE.matcher(problem);
      boolean placed = line.matches();
      kinds
          .computeIfAbsent(placed ? line.group(2) : problem, kind -> new ArrayList<>())
          .add(placed ? line.group(1) : "");
    }
    var said =
        kinds.entrySet().stream()
            .limit(SHOWN)
            .map(kind -> "\n  - " + lines(kind.getValue()) + Shown.safe(kind.getKey()))
            .collect(Collectors.joining());
    int more = kinds.size() - SHOWN;
    return more > 0 ? said + "\n  - and %s more".formatted(Figures.count(more)) : said;
  }

  /** {@code lines 2, 3, 4, 5, 6 and 14,995 more: }. */
  private static String lines(List<String> lines) {
    if (lines.get(0).isEmpty()) {
      return "";
    }
    var shown = lines.stream().limit(LINES).collect(Collectors.joining(", "));
    int more = lines.size() - LINES;
    return (lines.size() == 1 ? "line " : "lines ")
        + shown
        + (more > 0 ? " and %s more: ".formatted(Figures.count(more)) : ": ");
  }

  /** Of one file its own; of several, that of theirs. */
  private static String digest(List<String> digests) {
    if (digests.size() <= 1) {
      return String.join("", digests);
    }
    try {
      var all = String.join("\n", digests).getBytes(StandardCharsets.UTF_8);
      var sha = MessageDigest.getInstance("SHA-256").digest(all);
      return "sha256:" + HexFormat.of().formatHex(sha);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
