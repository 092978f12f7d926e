package io.waybill.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.waybill.ledger.Charge;
import io.waybill.ledger.Cost;
import io.waybill.ledger.Posting;
import io.waybill.ledger.PriceBook;
import io.waybill.run.RunEvent;
import io.waybill.work.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one run while it goes on. Spans begin as soon as there is something to be told by
 * them; those of attempts end when it is settled where, all others with the run.
 */
final class LiveRun implements Canvas {
  /**
   * Who is told.
   *
   * @param content whether of what models answered, too
   * @param baseline what routes are compared with
   */
  record To(Tracer tracer, Titles titles, boolean content, Baseline baseline) {}

  private final To to;
  private final Context caller;
  private final String run;
  private final PriceBook prices;
  private Instant at = Instant.EPOCH;
  private Span root = Span.getInvalid();
  private @Nullable Tree tree;
  private long began;

  /** What the attempt gave that is being taken in. */
  private @Nullable Outcome<?> outcome;

  /** What is being drawn. */
  private @Nullable Node node;

  private Span span = root;

  LiveRun(To to, Context caller, String run, PriceBook prices) {
    this.prices = prices;
    this.to = to;
    this.caller = caller;
    this.run = run;
  }

  /** A run that nobody records has a root, for others to go on from, and no other spans. */
  synchronized void started(RunEvent.RunStarted event) {
    at = event.at();
    began = OtlpJson.micros(at);
    root =
        to.tracer
            .spanBuilder(to.titles.of(Operation.WORKFLOW, event.plan()))
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

  synchronized void attempted(RunEvent.Attempted event) {
    if (tree != null) {
      tree.attempted(event, tree.moments.size());
    }
  }

  synchronized void posted(RunEvent.Posted event) {
    if (tree != null) {
      outcome = event instanceof RunEvent.Succeeded succeeded ? succeeded.outcome() : null;
      tree.posted(event.posting());
      outcome = null;
    }
  }

  /**
   * What the requests of an attempt belong to: its span, or the run's if it has none. Asked on any
   * thread.
   */
  synchronized Span of(String path, int attempt) {
    var node = tree == null ? null : tree.attempt(path, attempt);
    return node == null || node.posting != null ? root : live(node);
  }

  /** Whether anybody records it: then there is a picture to be finished. */
  synchronized boolean recorded() {
    return tree != null;
  }

  /** A root that nobody records needs no end. */
  synchronized void ended(Books books) {
    if (tree != null) {
      Drawing.finish(tree, books, this);
    }
  }

  @Override
  public List<Charge> charges(Posting posting) {
    return prices.charges(posting.work(), posting.billed(), at.plusNanos(posting.began()));
  }

  @Override
  public void saved(AttributeKey<Long> name, List<Posting> attempts, Cost choosing) {
    if (!to.baseline.equals(Baseline.NONE) && choosing.unpriced() == 0) {
      to.baseline
          .saved(attempts, prices, at)
          .ifPresent(
              saved -> {
                put(Names.BASELINE, to.baseline.toString());
                put(Names.SAVED_BASIS, Baseline.BASIS);
                put(name, saved - choosing.known().nanoUsd());
              });
    }
  }

  @Override
  public String run() {
    return run;
  }

  /** It has another name until it is known what it is called. */
  @Override
  public void begun(Node node) {
    var builder =
        to.tracer
            .spanBuilder(to.titles.of(Names.word(node.kind), node.id()))
            .setSpanKind(node.spanKind())
            .setStartTimestamp(began + node.start, TimeUnit.MICROSECONDS);
    if (node.parent == null) {
      builder.setNoParent();
    } else {
      builder.setParent(inside(node.parent));
    }
    node.span = builder.startSpan();
  }

  private static Context inside(Node parent) {
    if (parent.inside == null) {
      parent.inside = Context.root().with(live(parent));
    }
    return parent.inside;
  }

  @Override
  public void draw(Node node) {
    this.node = node;
    span = live(node);
    if (to.content && outcome != null && node.kind == Node.Kind.ATTEMPT) {
      Content.of(Objects.requireNonNull(node.work), outcome)
          .ifPresent(messages -> span.setAttribute(Names.OUTPUT_MESSAGES, messages));
    }
  }

  @Override
  public void name(String word, String what) {
    span.updateName(to.titles.of(word, what));
  }

  @Override
  public <T> void put(AttributeKey<T> name, T value) {
    span.setAttribute(name, value);
  }

  @Override
  public void event(String name, long at) {
    span.addEvent(name, began + at, TimeUnit.MICROSECONDS);
  }

  @Override
  public void link(Node to) {
    span.addLink(live(to).getSpanContext());
  }

  @Override
  public void origin(SpanContext origin) {
    span.addLink(origin);
  }

  @Override
  public void error(String why) {
    span.setStatus(StatusCode.ERROR, why);
  }

  @Override
  public void done() {
    span.end(began + Objects.requireNonNull(node).end, TimeUnit.MICROSECONDS);
  }

  private static Span live(Node node) {
    return Objects.requireNonNull(node.span);
  }
}
