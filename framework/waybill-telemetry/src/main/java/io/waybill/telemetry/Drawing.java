package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A finished run as spans: a picture of its waybill. The root of the run is the last of them. */
final class Drawing {
  /** How many spans a trace has before loops and maps go on in another. */
  static final int MOST_SPANS = 2_000;

  private static final int MOST_LINKS = 100;

  private final Tree tree;
  private final Books books;
  private final Canvas canvas;
  private final Map<Operation, Sum> byKind = new EnumMap<>(Operation.class);

  private Drawing(Tree tree, Books books, Canvas canvas) {
    this.tree = tree;
    this.books = books;
    this.canvas = canvas;
  }

  static List<Drawn> of(Waybill waybill) {
    return of(waybill, MOST_SPANS);
  }

  static List<Drawn> of(Waybill waybill, int most) {
    var album = new Drawn.Album(waybill);
    finish(Replayed.of(waybill, album, most), new Books(waybill), album);
    return album.all;
  }

  /** Draws what has been put in its place while the run went on, and has not been drawn yet. */
  static void finish(Tree tree, Books books, Canvas canvas) {
    var drawing = new Drawing(tree, books, canvas);
    tree.roots().forEach(Drawing::made);
    books.tell(tree);
    drawing.settle();
    Beginnings.in(tree, books);
    for (int i = tree.roots().size() - 1; i >= 0; i--) {
      drawing.end(tree.roots().get(i));
    }
    for (int i = tree.roots().size() - 1; i >= 0; i--) {
      drawing.draw(tree.roots().get(i), new Sum());
    }
  }

  /**
   * Leaves out what was begun and came to nothing, since the run had ended before it was made: no
   * ledger knows of it, and its span never ends.
   */
  private static boolean made(Node node) {
    node.keep(Drawing::made);
    boolean made =
        switch (node.kind) {
          case RUN, WAIT, BACKOFF, BEGINNING -> true;
          case ATTEMPT -> node.posting != null;
          case STEP, ROUNDS, ROUND, PLAN, RACE -> node.parent == null || node.first != null;
        };
    if (!made) {
      node.part.spans--;
    }
    return made;
  }

  /**
   * Settles what could not be settled before: those that were dropped. If nobody went on after
   * them, they ended with the run; the one that the ledger has on its critical path ends last.
   */
  private void settle() {
    var last = lastCritical();
    long latest = last == null ? Long.MAX_VALUE : Objects.requireNonNull(last.posting).ended();
    if (last != null && last.dropped()) {
      last.end = tree.moments.next(latest);
    }
    for (var root : tree.roots()) {
      settle(root, last, latest);
    }
  }

  private void settle(Node node, @Nullable Node last, long latest) {
    var posting = node.posting;
    if (posting != null && !node.settled) {
      boolean lost = posting.fate() == Posting.Fate.DISCARDED && !node.beside();
      boolean earlier = lost || (node.dropped() && posting.ended() <= latest);
      if (last != null && earlier && !node.equals(last)) {
        node.end = Math.min(node.end, last.end - 1);
      }
      tree.settle(node);
    }
    for (var child = node.first; child != null; child = child.next) {
      settle(child, last, latest);
    }
  }

  private @Nullable Node lastCritical() {
    if (books.critical.isEmpty()) {
      return null;
    }
    var step = tree.step(books.critical.get(books.critical.size() - 1));
    return step == null ? null : step.counting();
  }

  /** What holds others ends with the last of them. */
  private long end(Node node) {
    long end = node.end;
    if (node.kind == Node.Kind.RUN) {
      end = Math.max(node.start + 1, books.waybill.wall().toNanos() / 1000 + 2);
    }
    for (var child = node.first; child != null; child = child.next) {
      end = Math.max(end, end(child));
    }
    for (var part : node.furtherParts()) {
      end = Math.max(end, end(part));
    }
    node.end = end;
    return end;
  }

  /**
   * What is in a span is drawn before it.
   *
   * @param around is added what its attempts cost
   */
  private void draw(Node node, Sum around) {
    if (!node.kind.endsWithTheRun()) {
      count(node, around);
      return;
    }
    var self = new Sum();
    var total = new Sum();
    for (var child = node.first; child != null; child = child.next) {
      draw(child, total);
      if (child.posting != null) {
        self.add(child.posting.cost());
      }
    }
    tell(node, self, total);
    around.add(total);
  }

  /** What has been drawn already. */
  private void count(Node leaf, Sum around) {
    if (leaf.posting != null) {
      var cost = leaf.posting.cost();
      around.add(cost);
      byKind.computeIfAbsent(Operation.of(leaf.posting, leaf.asked()), kind -> new Sum()).add(cost);
    }
    for (var inside = leaf.first; inside != null; inside = inside.next) {
      count(inside, around);
    }
  }

  private void tell(Node node, Sum self, Sum total) {
    canvas.draw(node);
    Words.name(node, books, canvas);
    Leaf.common(node, Words.kind(node, books), Words.step(node, books), canvas);
    switch (node.kind) {
      case RUN -> RunFacts.put(books, byKind, canvas);
      case STEP -> StepFacts.put(books, node, self, total, canvas);
      case BEGINNING -> StepFacts.critical(node, canvas);
      default -> around(node, total);
    }
    if (node.parent == null) {
      canvas.put(Names.EXPECTED, (long) node.part.spans);
      if (tree.roots().size() > 1) {
        canvas.put(Names.PART, (long) node.part.number);
      }
    }
    link(node);
    error(node);
    canvas.done();
  }

  private void around(Node node, Sum total) {
    if (node.kind == Node.Kind.PLAN) {
      canvas.put(Names.OPERATION, Operation.WORKFLOW);
      canvas.put(Names.WORKFLOW, Words.plan(node, books));
    }
    var winner = books.group(Shape.RACE, node.path);
    if (node.kind == Node.Kind.RACE && winner != null && !winner.isEmpty()) {
      canvas.put(Names.WINNER, winner);
    }
    total.put(Names.COST_TOTAL, canvas);
    total.putUnpriced(canvas);
  }

  /** To the steps that it waited for; from a further trace, to where it goes on from. */
  private void link(Node node) {
    if (node.parent == null && node.kind != Node.Kind.RUN) {
      canvas.link(node.shared().parts.get(0));
    }
    if (node.kind == Node.Kind.STEP && node.line != null) {
      int links = 0;
      for (var path : node.line.before()) {
        var step = tree.step(path);
        if (step != null && links++ < MOST_LINKS) {
          canvas.link(step);
        }
      }
    }
  }

  private void error(Node node) {
    if (node.kind == Node.Kind.RUN) {
      RunFacts.error(books.waybill).ifPresent(canvas::error);
    } else if (node.kind != Node.Kind.STEP && books.failedIn(node.path)) {
      canvas.error("failed");
    }
    var counting = node.kind == Node.Kind.STEP ? node.counting() : null;
    if (counting != null) {
      Leaf.error(Objects.requireNonNull(counting.posting), canvas);
    }
  }
}
