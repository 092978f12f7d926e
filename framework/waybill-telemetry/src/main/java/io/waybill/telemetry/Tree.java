package io.waybill.telemetry;

import io.waybill.ledger.Posting;
import io.waybill.run.RunEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The spans of a run while it goes on: told of attempts as they begin and end, it puts each where
 * it belongs. Where that is, and when it starts, follows from what had ended before, so that what
 * is drawn live is what can be drawn of the finished run.
 *
 * <p>A step is drawn beside what it waited for, in whatever both are in. Mostly that is the body it
 * is written in; a loop or map that waits, in the middle of its body, for a value from outside is
 * drawn anew from there on. So whoever walks back from the end of a trace, from each span to the
 * one that ended last before it, walks along the dependencies.
 */
final class Tree {
  private record Key(String path, int attempt) {}

  private static final long WORTH_A_SPAN = 1_000_000;
  private static final long A_LITTLE = 1_000_000;

  private final Canvas canvas;
  final Nodes nodes;
  private final Map<String, Node> steps = new HashMap<>();
  private final Map<Key, Node> inner = new HashMap<>();
  private final List<Node> failed = new ArrayList<>();

  /** Bodies that others have gone on from, and after which end. */
  private final Map<String, Moments.Moment> over = new HashMap<>();

  final Moments moments = new Moments();

  /**
   * @param most how many spans a trace may have before loops and maps go on in another
   */
  Tree(Canvas canvas, int most) {
    this.canvas = canvas;
    this.nodes = new Nodes(canvas, most);
  }

  /** The root of each trace of the run, the first of which is the run's own. */
  List<Node> roots() {
    return nodes.roots;
  }

  @Nullable Node step(String path) {
    return steps.get(path);
  }

  /** The attempt of this number at a path; null if there is none. */
  @Nullable Node attempt(String path, int number) {
    var step = steps.get(path);
    return step == null ? inner.get(new Key(path, number)) : step.attempt(number);
  }

  /**
   * @param told how many of the ends it may look at
   */
  Node attempted(RunEvent.Attempted begun, int told) {
    var around = around(begun);
    var node = around == null ? atStep(begun, told) : inside(begun, around);
    node.work = begun.work();
    node.role = begun.role();
    canvas.begun(node);
    return node;
  }

  /** Takes in how an attempt ended. Who fails may be left, and who was dropped has been. */
  Node posted(Posting posting) {
    var node = attempt(posting.path(), posting.attempt());
    if (node == null) { // it was dropped before it was made
      node = attempted(Begun.of(posting), moments.size());
    }
    posted(node, posting, moments.add(posting, node.path));
    if (posting.fate() == Posting.Fate.USED) {
      settle(node);
    } else if (posting.fate() == Posting.Fate.FAILED) {
      failed.add(node);
    }
    return node;
  }

  /** Only now is it certain that it was made, and what it waited for worth showing. */
  void posted(Node node, Posting posting, long end) {
    node.posting = posting;
    node.end = end;
    var step = node.parent;
    if (step == null || node.inner()) {
      return;
    }
    long from = node.due;
    if (node.again > 0) {
      between(Node.Kind.BACKOFF, node, step, from, node.again);
      from = node.again + 1;
    }
    boolean waited = posting.began() - posting.ready() >= WORTH_A_SPAN;
    if (waited && node.start >= from + 2) {
      between(Node.Kind.WAIT, node, step, from, node.start - 1);
    }
  }

  /** The attempt that a call is made inside of; null if it is not. */
  private @Nullable Node around(RunEvent.Attempted begun) {
    if (begun.path().indexOf('#') < 0) {
      return null;
    }
    for (int slash = begun.path().lastIndexOf('/');
        slash > 0;
        slash = begun.path().lastIndexOf('/', slash - 1)) {
      var around = attempt(begun.path().substring(0, slash), begun.attempt());
      if (around != null) {
        return around;
      }
    }
    return null;
  }

  private Node inside(RunEvent.Attempted begun, Node around) {
    long start = Math.max(around.start, begun.ready() / 1000);
    for (var before = around.first; before != null; before = before.next) {
      var posting = before.posting;
      if (posting != null && !posting.fate().dropped() && posting.ended() <= begun.ready()) {
        start = Math.max(start, before.end + 1);
      }
    }
    var node = nodes.node(Node.Kind.ATTEMPT, begun.path(), begun.attempt(), around, start);
    inner.put(new Key(begun.path(), begun.attempt()), node);
    return node;
  }

  private Node atStep(RunEvent.Attempted begun, int told) {
    var step = steps.get(begun.path());
    if (step == null) {
      step = step(begun, told);
      steps.put(begun.path(), step);
      return attempt(begun, step, step.start);
    }
    settleFailed(begun.ready());
    long ended = step.start;
    long endedNanos = Long.MAX_VALUE;
    for (var before = step.first; before != null; before = before.next) {
      if (comesAfter(before, begun) && before.end > ended) {
        ended = before.end;
        endedNanos = Objects.requireNonNull(before.posting).ended();
      }
    }
    long due = ended + 1;
    if (begun.ready() <= endedNanos || begun.role() == Posting.Role.HEDGE) {
      return attempt(begun, step, due);
    }
    long again = Math.max(due + 1, begun.ready() / 1000 - 1);
    var attempt = attempt(begun, step, again + 1);
    attempt.due = due;
    attempt.again = again;
    return attempt;
  }

  /** Whether an attempt is made because another at the same step had ended, and not beside it. */
  private static boolean comesAfter(Node before, RunEvent.Attempted begun) {
    boolean beside = begun.role() == Posting.Role.HEDGE && before.attempt == begun.attempt() - 1;
    return before.posting != null && !before.dropped() && !beside;
  }

  private Node attempt(RunEvent.Attempted begun, Node step, long due) {
    long start = Math.max(due, begun.at() / 1000);
    var attempt = nodes.node(Node.Kind.ATTEMPT, begun.path(), begun.attempt(), step, start);
    attempt.due = due;
    return attempt;
  }

  private void between(Node.Kind kind, Node attempt, Node parent, long from, long until) {
    var node = nodes.node(kind, attempt.path, attempt.attempt, parent, from);
    node.work = attempt.work;
    node.end = until;
    node.settled = true;
    canvas.begun(node);
    Leaf.draw(node, canvas);
  }

  private Node step(RunEvent.Attempted begun, int told) {
    moments.piece(begun);
    var from = moments.from(begun, told);
    if (from.moment() != null) {
      leave(from.moment(), begun.path());
    }
    settleFailed(begun.ready());
    var in =
        nodes.in(Places.around(begun.path(), steps::containsKey), steps.get(from.path()), from);
    var step = nodes.node(Node.Kind.STEP, begun.path(), 0, in, Math.max(from.next(), in.start));
    step.work = begun.work();
    canvas.begun(step);
    return step;
  }

  /** A step goes on after an end: all bodies that the one is in, and not the other, are over. */
  private void leave(Moments.Moment end, String path) {
    for (var body : Places.bodies(end.scope())) {
      if (!path.startsWith(body)) {
        over.put(body, end);
      }
    }
  }

  /**
   * What became ready before an attempt failed may show that nobody waited for it any more; what
   * becomes ready later cannot.
   */
  private void settleFailed(long ready) {
    for (int i = failed.size() - 1; i >= 0; i--) {
      var node = failed.get(i);
      if (Objects.requireNonNull(node.posting).ended() <= ready) {
        failed.remove(i);
        settle(node);
      }
    }
  }

  /** Its end is what it is. */
  void settle(Node node) {
    node.end = seen(node);
    waited(node);
    node.settled = true;
    Leaf.draw(node, canvas);
  }

  /**
   * Where an attempt is seen to end. One that nobody waited for any more, since what it is in was
   * over, ended a little later than that in the ledger; the drawing has it end before.
   */
  private long seen(Node node) {
    var posting = Objects.requireNonNull(node.posting);
    if (posting.fate() == Posting.Fate.USED) {
      return node.end;
    }
    long end = Math.min(node.end, node.beaten());
    for (var body : Places.bodies(node.path)) {
      var left = over.get(body);
      if (left != null
          && node.start < left.drawn()
          && node.end > left.drawn()
          && (posting.fate().dropped() || posting.ended() - left.ended() < A_LITTLE)) {
        end = Math.min(end, left.drawn() - 1);
      }
    }
    return Math.max(node.start + 1, posting.fate().dropped() ? within(node, end) : end);
  }

  /** A call inside a call that is dropped ends with it, and what is in it ends no later. */
  private long within(Node node, long end) {
    var around = node.parent;
    long within = node.inner() && around != null ? Math.min(end, around.end) : end;
    for (var inside = node.first; inside != null; inside = inside.next) {
      var posting = inside.posting;
      boolean over = posting != null && !posting.fate().dropped();
      within = Math.max(within, over ? seen(inside) : inside.start + 1);
    }
    return within;
  }

  /** What the work itself waited for its turn is drawn inside of it. */
  private void waited(Node node) {
    var posting = Objects.requireNonNull(node.posting);
    long admitted = posting.marks().admitted();
    if (admitted - Math.max(posting.ready(), posting.began()) < WORTH_A_SPAN) {
      return;
    }
    long until = Math.min(admitted / 1000, node.end - 1);
    for (var inside = node.first; inside != null; inside = inside.next) {
      until = Math.min(until, inside.start - 1);
    }
    if (until > node.start) {
      between(Node.Kind.WAIT, node, node, node.start, until);
    }
  }
}
