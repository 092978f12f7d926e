package io.waybill.reports;

import io.waybill.ledger.Waybill;

/** The plan of a run: as a picture, and as a list for who does not see it or where it is large. */
final class PlanSection {
  /** Beyond so many boxes a picture is none. */
  private static final int MOST_DRAWN = 150;

  private final Markup page;
  private final OutlineDrawing plan;

  private PlanSection(Markup page, OutlineDrawing plan) {
    this.page = page;
    this.plan = plan;
  }

  static void on(Markup page, Waybill waybill) {
    page.open("section", "id", "plan", "aria-labelledby", "plan-title");
    page.element("h2", "The plan, and what of it ran", "id", "plan-title");
    if (waybill.outline().nodes().isEmpty()) {
      page.element("p", "This run was kept without its plan.", "class", "note");
    } else {
      var drawing = new OutlineDrawing(waybill);
      boolean drawn = drawing.boxes() <= MOST_DRAWN;
      if (drawn) {
        picture(page, drawing);
        page.open("details", "class", "plain").element("summary", "The same as a list");
      } else {
        page.open("details", "class", "plain", "open", "").element("summary", "Too large to draw");
      }
      new PlanSection(page, drawing).list("", "");
      page.close("details");
    }
    page.close("section");
  }

  private static void picture(Markup page, OutlineDrawing drawing) {
    page.element(
        "p",
        "Dashed and grey: not taken. Dashed arrows: read only inside. Red edges: failed.",
        "class",
        "note");
    page.open(
        "div",
        "class",
        "graph",
        "tabindex",
        "0",
        "role",
        "region",
        "aria-label",
        "graph of the plan");
    page.raw(
        GraphSvg.of(drawing.graph(), "role=\"img\" aria-label=\"the plan; a list is below\"", ""));
    page.close("div");
  }

  private void list(String within, String branch) {
    page.open("ul", "class", "outline");
    for (var node : plan.body(within, branch)) {
      var fate = plan.fate(node);
      page.open("li", "class", fate).element("b", node.id()).text(" " + plan.detail(node));
      page.text(fate.equals("ran") ? "" : fate.equals("failed") ? ": failed" : ": not taken");
      for (var inner : plan.branches(node.path())) {
        var title = OutlineDrawing.title(inner);
        if (!title.isEmpty()) {
          page.open("div").element("i", title).close("div");
        }
        list(node.path(), inner);
      }
      page.close("li");
    }
    page.close("ul");
  }
}
