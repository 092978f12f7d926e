package io.waybill.yaml;

/** From where to where a scalar stands in its source, counted in code points, quotes included. */
record Span(FileText source, int from, int to) {
  static final Span NONE = new Span(new FileText("", ""), 0, 0);
}
