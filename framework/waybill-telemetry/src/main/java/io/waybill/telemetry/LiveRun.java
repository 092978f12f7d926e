package io.waybill.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.waybill.ledger.Waybill;
import io.waybill.run.RunEvent;
import io.waybill.work.Outcome;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one run while it goes on. Spans begin as soon as there is something to be told by
 * them; those of attempts end when it is settled where, all others with the run.
 */
final class LiveRun implements Nodes.Watcher {
  private record Key(String path, int attempt) {}

  private final Tracer tracer;
  private final Context caller;
  private final boolean content;
  private final String run;
  private final Map<Key, Span> open = new ConcurrentHashMap<>();
  private volatile Span root = Span.getInvalid();
  private @Nullable Tree tree;
  private long began;

  /** What the attempt gave that is being taken in. */
  private @Nullable Outcome<?> outcome;

  /**
   * @param content whether what models answered is told
   */
  LiveRun(Tracer tracer, Context caller, boolean content, String run) {
    this.tracer = tracer;
    this.caller = caller;
    this.content = content;
    this.run = run;
  }

  /** A run that nobody records has a root, for others to go on from, and no other spans. */
  void started(RunEvent.RunStarted event) {
    began = OtlpJson.micros(event.at());
    root =
        tracer
            .spanBuilder(Operation.WORKFLOW + " " + event.plan())
            .setParent(caller)
            .setStartTimestamp(began, TimeUnit.MICROSECONDS)
            .setAttribute(Names.OPERATION, Operation.WORKFLOW)
            .setAttribute(Names.WORKFLOW, event.plan())
            .setAttribute(Names.RUN, run)
            .startSpan();
    if (root.isRecording()) {
      tree = new Tree(this, Drawing.MOST_SPANS);
      tree.roots().get(0).span = root;
    }
  }

  void attempted(RunEvent.Attempted event) {
    if (tree != null) {
      tree.attempted(
          new Begun(
              event.path(),
              event.attempt(),
              event.work(),
              event.ready(),
              event.at(),
              event.role(),
              event.piece()),
          tree.moments.size());
    }
  }

  void posted(RunEvent.Posted event) {
    if (tree == null) {
      return;
    }
    outcome = event instanceof RunEvent.Succeeded succeeded ? succeeded.outcome() : null;
    var node = tree.posted(event.posting());
    outcome = null;
    open.remove(new Key(node.path, node.attempt));
  }

  /** What the requests of an attempt belong to: its span, or the run's if it has none. */
  Span of(String path, int attempt) {
    return open.getOrDefault(new Key(path, attempt), root);
  }

  void ended(Supplier<Waybill> waybill) {
    if (tree == null) {
      root.end();
      return;
    }
    for (var drawn : Drawing.of(tree, waybill.get())) {
      if (drawn.node().kind.endsWithTheRun()) {
        end(drawn);
      }
    }
  }

  @Override
  public void begun(Node node) {
    var builder =
        tracer
            .spanBuilder(name(node))
            .setSpanKind(kind(node))
            .setStartTimestamp(began + node.start, TimeUnit.MICROSECONDS);
    if (node.parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(Context.root().with(live(node.parent)));
    }
    node.span = builder.startSpan();
    if (node.kind == Node.Kind.ATTEMPT) {
      open.put(new Key(node.path, node.attempt), node.span);
    }
  }

  /** Until it is known what it is called. */
  private static String name(Node node) {
    return Names.word(node.kind) + " " + Places.lastStep(node.path);
  }

  private static SpanKind kind(Node node) {
    return node.kind == Node.Kind.ATTEMPT ? Operation.spanKind(node) : SpanKind.INTERNAL;
  }

  @Override
  public void settled(Node node) {
    var span = live(node);
    var given = outcome;
    if (content && given != null && node.kind == Node.Kind.ATTEMPT) {
      Content.of(Objects.requireNonNull(node.work), given)
          .ifPresent(messages -> span.setAttribute(Names.OUTPUT_MESSAGES, messages));
    }
    end(Leaf.of(run, node));
  }

  private void end(Drawn drawn) {
    var span = live(drawn.node());
    span.updateName(drawn.name());
    span.setAllAttributes(drawn.attributes());
    for (var event : drawn.events()) {
      span.addEvent(event.name(), began + event.at(), TimeUnit.MICROSECONDS);
    }
    for (var link : drawn.links()) {
      span.addLink(live(link).getSpanContext());
    }
    drawn.origin().ifPresent(span::addLink);
    drawn.error().ifPresent(why -> span.setStatus(StatusCode.ERROR, why));
    span.end(began + drawn.node().end, TimeUnit.MICROSECONDS);
  }

  private static Span live(Node node) {
    return Objects.requireNonNull(node.span);
  }
}
