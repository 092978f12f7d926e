package io.waybill.reports;

import java.util.ArrayList;
import java.util.List;

/**
 * A rectangle of a drawn plan: a value, a step with the bodies inside it, or a bend of an arrow.
 */
final class SvgNode {
  /** What it looks like. */
  enum Look {
    VALUE,
    CALL,
    ROUTE,
    SHAPE,
    BEND
  }

  /** The fate of what a run did not come to. */
  static final String SKIPPED = "skipped";

  private static final double LETTER = 7.4;
  private static final double SMALL_LETTER = 6.3;
  private static final double PAD = 12;
  private static final double WIDEST_ROW = 1250;

  /** A body inside a step, and where in the step it lies. */
  static final class Group {
    static final double HEAD = 24;

    final String title;
    final boolean rescue;
    final SvgGraph graph;
    double x;
    double y;

    Group(String title, boolean rescue, SvgGraph graph) {
      this.title = title;
      this.rescue = rescue;
      this.graph = graph;
    }

    double width() {
      return Math.max(graph.width(), title.length() * SMALL_LETTER) + 2 * PAD;
    }

    double height() {
      return HEAD + graph.height() + PAD;
    }
  }

  final Look look;
  final String title;
  final String detail;
  final List<Group> groups;

  /** What came of it in a run, as a style sheet calls it; empty if none is drawn. */
  final String fate;

  final double width;
  final double height;

  /** The left edge, and the top edge, within its graph. */
  double x;

  double y;

  /** Where the lowest of its row ends: arrows turn only below that. */
  double rowEnd;

  /** The row it stands in, and where in that row, from 0 to 1. */
  int row;

  double place;

  SvgNode(Look look, String title, String detail, List<Group> groups) {
    this(look, title, detail, groups, "");
  }

  SvgNode(Look look, String title, String detail, List<Group> groups, String fate) {
    this.look = look;
    this.fate = fate;
    this.title = title;
    this.detail = detail;
    this.groups = List.copyOf(groups);
    double head = look == Look.BEND ? 0 : look == Look.VALUE ? 28 : detail.isEmpty() ? 36 : 50;
    double words = Math.max(title.length() * LETTER, detail.length() * SMALL_LETTER);
    var inside = place(head);
    width = look == Look.BEND ? 8 : Math.max(words + 2 * PAD, inside[0]);
    height = Math.max(head, inside[1]);
  }

  static SvgNode bend() {
    return new SvgNode(Look.BEND, "", "", List.of());
  }

  boolean skipped() {
    return fate.equals(SKIPPED);
  }

  double middle() {
    return x + width / 2;
  }

  void center(double middle) {
    x = middle - width / 2;
  }

  /** Puts the groups into rows below the head; returns the width and height that takes. */
  private double[] place(double head) {
    double widest = 0;
    double top = head;
    for (var row : rows()) {
      double left = PAD;
      double tallest = 0;
      for (var group : row) {
        group.x = left;
        group.y = top;
        left += group.width() + PAD;
        tallest = Math.max(tallest, group.height());
      }
      widest = Math.max(widest, left);
      top += tallest + PAD;
    }
    return new double[] {widest, top};
  }

  private List<List<Group>> rows() {
    var rows = new ArrayList<List<Group>>();
    double used = 0;
    for (var group : groups) {
      if (rows.isEmpty() || used + group.width() > WIDEST_ROW) {
        rows.add(new ArrayList<>());
        used = 0;
      }
      rows.get(rows.size() - 1).add(group);
      used += group.width() + PAD;
    }
    return rows;
  }
}
