package io.waybill.cli;

import io.waybill.plan.Plan;
import io.waybill.reports.HtmlPage;
import io.waybill.reports.MarkdownPage;
import io.waybill.reports.Page;
import io.waybill.reports.PlanSvg;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Locale;

/** The summary as a file, with the plan that was run. */
final class Report {
  private Report() {}

  static void mustBeOfAKnownKind(Path file) {
    if (!isMarkdown(file) && !isHtml(file)) {
      throw Complaint.wrong(
          "--report writes a file that ends in .md or .html, found '%s'".formatted(file));
    }
  }

  /** Finds out before anything runs. */
  static void mustBeWritable(Path file) {
    var folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Disk.mustTake(folder);
    }
  }

  static void write(Path file, Page page, Plan<?> plan) {
    var blocks = new ArrayList<>(page.blocks());
    blocks.add(
        isHtml(file)
            ? new Page.Picture("the plan", PlanSvg.of(plan))
            : new Page.Verbatim("the plan", "mermaid", plan.mermaid().stripTrailing()));
    var whole = new Page(page.title(), blocks);
    Disk.write(file, isHtml(file) ? HtmlPage.of(whole) : MarkdownPage.of(whole));
  }

  private static boolean isMarkdown(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".md");
  }

  private static boolean isHtml(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".html");
  }
}
