package io.waybill.langchain4j;

import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Asks a model that answers token by token, and passes the tokens on. */
record Listening(Function<? super Line, ? extends StreamingChatModel> made) implements Asking {
  @Override
  public Mono<Reply> ask(Facts facts, ChatRequest request, String affinity, CallContext call) {
    return Mono.defer(() -> asked(facts, request, affinity, new Stopwatch(call)));
  }

  private Mono<Reply> asked(Facts facts, ChatRequest request, String affinity, Stopwatch watch) {
    return Line.open(
        watch,
        affinity,
        (line, sink) -> {
          var underWay = new UnderWay(facts, request, line, watch, sink);
          underWay.begin(
              () -> {
                var model = made.apply(line);
                underWay.streams();
                line.onLast(underWay::cutOff);
                underWay.asks(model.provider());
                model.chat(
                    underWay.prepared(model.defaultRequestParameters(), line),
                    new Ear(underWay, line));
              });
        });
  }

  @Override
  public Known known(Line line) {
    var model = made.apply(line);
    return new Known(
        model.provider(), model.defaultRequestParameters(), model.supportedCapabilities());
  }
}
