package io.waybill.telemetry;

import io.opentelemetry.api.trace.SpanKind;
import io.waybill.ledger.Posting;
import io.waybill.ledger.Shape;
import io.waybill.ledger.Waybill;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A finished run as spans: a picture of its waybill. What is in a span comes before it, and the
 * root of the run last but for the roots of its further traces.
 */
final class Drawing {
  /** How many spans a trace has before loops and maps go on in another. */
  static final int MOST_SPANS = 2_000;

  private static final int MOST_LINKS = 100;

  private final Tree tree;
  private final Books books;
  private final Map<Operation, Sum> byKind = RunFacts.none();
  private final List<Drawn> drawn = new ArrayList<>();

  private Drawing(Tree tree, Waybill waybill) {
    this.tree = tree;
    this.books = new Books(waybill);
  }

  static List<Drawn> of(Waybill waybill) {
    return of(waybill, MOST_SPANS);
  }

  static List<Drawn> of(Waybill waybill, int most) {
    return of(replayed(waybill, most), waybill);
  }

  /** Draws what has been put in its place while the run went on. */
  static List<Drawn> of(Tree tree, Waybill waybill) {
    var drawing = new Drawing(tree, waybill);
    tree.roots().forEach(Drawing::made);
    drawing.settle();
    Beginnings.in(tree, drawing.books);
    for (int i = tree.roots().size() - 1; i >= 0; i--) {
      drawing.end(tree.roots().get(i));
    }
    for (int i = tree.roots().size() - 1; i >= 0; i--) {
      drawing.draw(tree.roots().get(i));
    }
    return drawing.drawn;
  }

  /** Puts the attempts of a finished run in their places, in the order in which they began. */
  private static Tree replayed(Waybill waybill, int most) {
    var tree = new Tree(Nodes.Watcher.NONE, most);
    var postings = waybill.ledger().postings();
    var begun = Begun.of(waybill);
    var pieces = onPieces(begun);
    var told = new int[postings.size()];
    var ends = new long[postings.size()];
    for (int i = 0; i < told.length; i++) {
      while (!pieces.isEmpty() && pieces.peek().began() < postings.get(i).ended()) {
        tree.moments.piece(pieces.remove());
      }
      tree.moments.piece(begun.get(i));
      told[i] = tree.moments.size();
      ends[i] = tree.moments.add(postings.get(i));
    }
    beforeWhatIsInside(begun, told);
    IntStream.range(0, told.length)
        .boxed()
        .sorted(
            Comparator.comparingLong((Integer i) -> begun.get(i).began())
                .thenComparing(i -> postings.get(i).inner())
                .thenComparingInt(i -> postings.get(i).inner() ? begun.get(i).path().length() : 0)
                .thenComparingInt(i -> told[i])
                .thenComparingInt(i -> i))
        .forEach(
            i -> {
              var node = tree.attempted(begun.get(i), told[i]);
              tree.posted(node, postings.get(i), ends[i]);
            });
    return tree;
  }

  /** Those that began on a piece of an answer, in the order in which they did. */
  private static Queue<Begun> onPieces(List<Begun> begun) {
    return begun.stream()
        .filter(one -> !one.piece().isEmpty())
        .sorted(Comparator.comparingLong(Begun::began))
        .collect(Collectors.toCollection(ArrayDeque::new));
  }

  /**
   * Leaves out what was begun and came to nothing, since the run had ended before it was made: no
   * ledger knows of it, and its span never ends.
   */
  private static boolean made(Node node) {
    node.children.removeIf(child -> !made(child));
    boolean made =
        switch (node.kind) {
          case RUN, WAIT, BACKOFF, BEGINNING -> true;
          case ATTEMPT -> node.posting != null;
          case STEP, ROUNDS, ROUND, PLAN, RACE -> node.parent == null || !node.children.isEmpty();
        };
    if (!made) {
      node.part.spans--;
    }
    return made;
  }

  /** An attempt had begun before anything inside of it ended. */
  private static void beforeWhatIsInside(List<Begun> begun, int[] told) {
    var places = new HashMap<String, Integer>();
    for (int i = told.length - 1; i >= 0; i--) {
      var path = begun.get(i).path();
      int inside = path.indexOf('#');
      if (inside >= 0) {
        var around =
            path.substring(0, path.lastIndexOf('/', inside)) + " " + begun.get(i).attempt();
        int place = places.getOrDefault(around, i);
        told[place] = Math.min(told[place], told[i]);
      }
      places.put(path + " " + begun.get(i).attempt(), i);
    }
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
    List.copyOf(node.children).forEach(child -> settle(child, last, latest));
  }

  private @Nullable Node lastCritical() {
    if (books.critical.isEmpty()) {
      return null;
    }
    var step = tree.step(books.critical.get(books.critical.size() - 1).path());
    return step == null ? null : step.counting();
  }

  /** What holds others ends with the last of them. */
  private long end(Node node) {
    long end = node.end;
    if (node.kind == Node.Kind.RUN) {
      end = Math.max(node.start + 1, books.waybill.wall().toNanos() / 1000 + 2);
    }
    for (var child : node.children) {
      end = Math.max(end, end(child));
    }
    if (node.shared.parts.get(0) == node) {
      for (var part : node.shared.parts.subList(1, node.shared.parts.size())) {
        end = Math.max(end, end(part));
      }
    }
    node.end = end;
    return end;
  }

  private Sum draw(Node node) {
    var self = Sum.NOTHING;
    var total = Sum.NOTHING;
    for (var child : node.children) {
      total = total.plus(draw(child));
      if (child.posting != null) {
        self = self.plus(Sum.of(child.posting.cost()));
      }
    }
    if (node.posting != null) {
      var own = Sum.of(node.posting.cost());
      total = total.plus(own);
      byKind.merge(Operation.of(node.posting, node.asked()), own, Sum::plus);
    }
    drawn.add(
        node.kind.endsWithTheRun() ? drawn(node, self, total) : Leaf.of(books.waybill.run(), node));
    return total;
  }

  private Drawn drawn(Node node, Sum self, Sum total) {
    var word = Words.kind(node, books);
    var facts = Leaf.common(books.waybill.run(), node, word, Words.step(node, books));
    switch (node.kind) {
      case RUN -> RunFacts.put(books, byKind, facts);
      case STEP -> StepFacts.put(books, node, self, total, facts);
      case BEGINNING -> StepFacts.critical(books, node.path, facts);
      default -> {
        if (node.kind == Node.Kind.PLAN) {
          facts.put(Names.OPERATION, Operation.WORKFLOW);
          facts.put(Names.WORKFLOW, Words.plan(node, books));
        }
        var winner = books.group(Shape.RACE, node.path);
        if (node.kind == Node.Kind.RACE && winner != null && !winner.isEmpty()) {
          facts.put(Names.WINNER, winner);
        }
        total.put(Names.COST_TOTAL, facts);
        total.putUnpriced(facts);
      }
    }
    if (node.parent == null) {
      facts.put(Names.EXPECTED, (long) node.part.spans);
      if (tree.roots().size() > 1) {
        facts.put(Names.PART, (long) node.part.number);
      }
    }
    return new Drawn(
        node,
        Words.name(node, books),
        SpanKind.INTERNAL,
        facts.build(),
        List.of(),
        links(node),
        Optional.empty(),
        error(node));
  }

  /** The steps that it waited for; of a further trace, where it goes on from. */
  private List<Node> links(Node node) {
    if (node.parent == null && node.kind != Node.Kind.RUN) {
      return List.of(node.shared.parts.get(0));
    }
    var line = node.kind == Node.Kind.STEP ? books.line(node.path) : null;
    return line == null
        ? List.of()
        : line.before().stream()
            .map(tree::step)
            .filter(Objects::nonNull)
            .map(Node.class::cast)
            .limit(MOST_LINKS)
            .toList();
  }

  private Optional<String> error(Node node) {
    if (node.kind == Node.Kind.RUN) {
      return RunFacts.error(books.waybill);
    }
    if (node.kind != Node.Kind.STEP) {
      return books.failedIn(node.path) ? Optional.of("failed") : Optional.empty();
    }
    var counting = node.counting();
    return counting == null
        ? Optional.empty()
        : Leaf.error(Objects.requireNonNull(counting.posting));
  }
}
