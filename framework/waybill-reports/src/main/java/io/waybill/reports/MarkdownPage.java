package io.waybill.reports;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page as Markdown. */
public final class MarkdownPage implements Page.Form {
  public static String of(Page page) {
    return "# " + escaped(page.title()) + "\n\n" + new MarkdownPage().all(page);
  }

  private MarkdownPage() {}

  @Override
  public String prose(Page.Prose prose) {
    return prose.lines().stream()
        .map(line -> "- " + escaped(line) + "\n")
        .collect(Collectors.joining());
  }

  @Override
  public String table(Page.Table table) {
    var rule =
        IntStream.range(0, table.head().size())
            .mapToObj(column -> column < table.texts() ? "---" : "---:")
            .collect(Collectors.joining(" | ", "| ", " |\n"));
    return "## "
        + escaped(table.title())
        + "\n\n"
        + row(table.head())
        + rule
        + table.rows().stream().map(MarkdownPage::row).collect(Collectors.joining());
  }

  @Override
  public String verbatim(Page.Verbatim verbatim) {
    var fence = verbatim.text().contains("```") ? "````````" : "```";
    return "## %s\n\n%s%s\n%s\n%s\n"
        .formatted(escaped(verbatim.title()), fence, verbatim.language(), verbatim.text(), fence);
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(MarkdownPage::escaped)
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  /** Whatever a person or a model wrote must stay text. */
  private static String escaped(String text) {
    return text.replaceAll("[\\\\`*_{}\\[\\]<>#|!&~]", "\\\\$0").replaceAll("\\s*\\R\\s*", " ");
  }
}
