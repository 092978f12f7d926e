package io.waybill.reports;

import io.waybill.plan.Plan;

/** A plan as an SVG picture: boxes for steps, boxes in boxes for bodies, arrows for data. */
public final class PlanSvg {
  private static final String STYLE =
      """
      <style>
      text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1c2733 }
      .detail, .title { font-size: 11px; fill: #5b6b7b } .ground { fill: #ffffff } .head { fill: #5b6b7b }
      .box { stroke: #7d90a4; fill: #ffffff } .route { stroke: #b07d1a; fill: #fff8e8 } .shape { stroke: #6b7fb5; fill: #f3f5fd }
      .value { stroke: #7d90a4; fill: #e9eef3 } .body { stroke: #d3dbe3; fill: #fafbfc } .rescue { stroke: #d9a0a0; fill: #fdf4f4 }
      .arrow { stroke: #5b6b7b; fill: none } .dashed { stroke-dasharray: 4 3 }
      </style>
      """;

  private PlanSvg() {}

  /** A picture that stands by itself. */
  public static String of(Plan<?> plan) {
    var label = "role=\"img\" aria-label=\"plan %s\"".formatted(Markup.escaped(plan.name()));
    return GraphSvg.of(PlanDrawing.of(plan), label, STYLE);
  }
}
