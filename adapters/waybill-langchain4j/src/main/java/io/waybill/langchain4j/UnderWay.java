package io.waybill.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.waybill.work.CallContext;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.io.EOFException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.MonoSink;

/** One request to a model while it is under way. It ends once: answered, failed or cancelled. */
final class UnderWay {
  private static final Set<ModelProvider> UNCHECKED =
      Set.of(ModelProvider.OPEN_AI, ModelProvider.MISTRAL_AI, ModelProvider.GOOGLE_AI_GEMINI);

  private final Facts facts;
  private final ChatRequest request;
  private final Line line;
  private final Stopwatch watch;
  private final MonoSink<Reply> sink;
  private final AtomicInteger parts = new AtomicInteger();
  private volatile String provider;
  private volatile ModelProvider whose = ModelProvider.OTHER;
  private volatile boolean asked;
  private volatile boolean streamed;
  private volatile boolean cancelled;
  private final AtomicBoolean over = new AtomicBoolean();

  UnderWay(Facts facts, ChatRequest request, Line line, Stopwatch watch, MonoSink<Reply> sink) {
    this.facts = facts;
    this.request = request;
    this.line = line;
    this.watch = watch;
    this.sink = sink;
    this.provider = facts.provider();
  }

  /** Makes the call on a thread of its own, which is interrupted when nobody waits any more. */
  void begin(Runnable call) {
    line.onCancel(this::cancelled);
    var thread =
        Threads.EXCHANGES.schedule(
            () -> {
              watch.begin();
              line.reached(Moment.ADMITTED);
              try {
                call.run();
              } catch (Throwable error) {
                failed(error);
              }
            });
    line.onCancel(thread::dispose);
  }

  /** The model is there, and will be asked now. */
  void asks(ModelProvider whose) {
    if (provider.isEmpty()) {
      provider = Providers.name(whose);
    }
    this.whose = whose;
    asked = true;
  }

  /** The request, as it goes to a model that says this of itself. */
  ChatRequest prepared(ChatRequestParameters model, CallContext call) {
    return new Prepared(facts, provider, model, call).request(request);
  }

  /** Its answer comes in parts, so what it used can be counted if it breaks off. */
  void streams() {
    streamed = true;
  }

  /**
   * Nothing more will come; some of LangChain4j's models wait for their last event all the same.
   */
  void cutOff() {
    failed(new EOFException("the stream ended before the answer did"));
  }

  /** Counts a part of the answer; false if nobody listens any more. */
  boolean heard() {
    parts.incrementAndGet();
    return !cancelled;
  }

  void answered(ChatResponse response) {
    if (endless(response)) {
      cutOff();
      return;
    }
    if (cancelled || !over.compareAndSet(false, true)) {
      return;
    }
    line.reached(Moment.LAST);
    var usage = tokens().of(response.tokenUsage(), watch.time());
    if (usage.basis() == Usage.Basis.UNKNOWN && parts.get() > 0) {
      usage = counted();
    }
    if (Refusals.in(response)) {
      sink.error(
          new WorkException(
              ErrorKind.REFUSED, usage, "the model would not answer, or its provider's filter"));
    } else {
      sink.success(new Reply(response, usage));
    }
  }

  /** For the end of such a stream LangChain4j takes whatever end it has. */
  private boolean endless(ChatResponse response) {
    return streamed && response.finishReason() == null && UNCHECKED.contains(whose);
  }

  void failed(Throwable error) {
    if (!cancelled && over.compareAndSet(false, true)) {
      sink.error(Errors.of(error, Errors.brokeOff(error) ? brokenOff() : silent(error)));
    }
  }

  private void cancelled() {
    cancelled = true;
    line.used(brokenOff());
  }

  /** What a request used whose answer ended before its end: of a stream, what came of it. */
  private Usage brokenOff() {
    if (!asked) {
      return Usage.NONE;
    }
    return streamed ? counted() : tokens().silent(watch.time(), true);
  }

  /** What a request used that failed; nothing if it was not even made. */
  private Usage silent(Throwable error) {
    if (!asked) {
      return Usage.NONE;
    }
    return parts.get() > 0 ? counted() : tokens().silent(watch.time(), Errors.billable(error));
  }

  private Usage counted() {
    return tokens().counted(request, parts.get(), watch.time());
  }

  private Tokens tokens() {
    return new Tokens(facts, provider);
  }
}
