package io.waybill.reports;

import java.util.List;
import java.util.stream.Collectors;

/** A page as one HTML file that needs nothing else and runs nothing. */
public final class HtmlPage implements Page.Form {
  private static final String STYLE =
      """
      body { font: 15px/1.5 system-ui, sans-serif; color: #1c2733; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
      h1, h2, p { overflow-wrap: anywhere } h1 { font-size: 1.4rem } h2 { font-size: 1.05rem; margin: 2rem 0 .4rem }
      .t { overflow-x: auto } table { border-collapse: collapse } th, td { padding: .2rem .9rem .2rem 0; text-align: left; vertical-align: top }
      th { font-weight: 600; border-bottom: 1px solid #b8c4d0 } .n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
      pre { background: #f4f6f8; padding: .8rem; overflow-x: auto; font-size: 13px; line-height: 1.35 } svg { max-width: 100%; height: auto }
      """;

  public static String of(Page page) {
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <h1>%s</h1>
        %s
        </body>
        </html>
        """
        .formatted(
            Markup.escaped(page.title()),
            STYLE,
            Markup.escaped(page.title()),
            new HtmlPage().all(page));
  }

  private HtmlPage() {}

  @Override
  public String prose(Page.Prose prose) {
    return prose.lines().stream()
        .map(Markup::escaped)
        .collect(Collectors.joining("<br>\n", "<p>", "</p>"));
  }

  @Override
  public String table(Page.Table table) {
    return "<h2>%s</h2>\n<div class=\"t\"><table>\n<thead>%s</thead>\n<tbody>\n%s\n</tbody>\n</table></div>"
        .formatted(
            Markup.escaped(table.title()),
            row("th", table.head(), table.texts()),
            table.rows().stream()
                .map(row -> row("td", row, table.texts()))
                .collect(Collectors.joining("\n")));
  }

  @Override
  public String verbatim(Page.Verbatim verbatim) {
    return "<h2>%s</h2>\n<pre>%s</pre>"
        .formatted(Markup.escaped(verbatim.title()), Markup.escaped(verbatim.text()));
  }

  @Override
  public String picture(Page.Picture picture) {
    return "<h2>%s</h2>\n%s".formatted(Markup.escaped(picture.title()), picture.svg());
  }

  private static String row(String tag, List<String> cells, int texts) {
    var row = new StringBuilder("<tr>");
    for (int i = 0; i < cells.size(); i++) {
      var open = i < texts ? tag : tag + " class=\"n\"";
      row.append("<%s>%s</%s>".formatted(open, Markup.escaped(cells.get(i)), tag));
    }
    return row.append("</tr>").toString();
  }
}
