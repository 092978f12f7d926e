package io.waybill.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.record.Json;
import io.waybill.reports.HtmlPage;
import io.waybill.reports.MarkdownPage;
import io.waybill.reports.Page;
import io.waybill.reports.TextPage;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** In which forms a page is given out. */
final class Output {
  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write a page with plots there too; it needs nothing else.")
  private Optional<Path> html = Optional.empty();

  @Option(names = "--md", paramLabel = "FILE", description = "Write Markdown there too.")
  private Optional<Path> markdown = Optional.empty();

  /** Complains if what it writes would take the place of what is read. */
  void mustSpare(List<Path> read) {
    html.ifPresent(file -> Disk.mustSpare("--html", file, read));
    markdown.ifPresent(file -> Disk.mustSpare("--md", file, read));
  }

  void give(Terminal terminal, Page page, ObjectNode object) {
    html.ifPresent(file -> write(terminal, file, HtmlPage.of(page)));
    markdown.ifPresent(file -> write(terminal, file, MarkdownPage.of(page)));
    terminal.out().println(json ? Json.pretty(object) : TextPage.of(page).stripTrailing());
  }

  private static void write(Terminal terminal, Path file, String text) {
    Disk.write(file, text);
    terminal.err().println("wrote " + file);
  }
}
