package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import dev.langchain4j.model.output.FinishReason;
import dev.langchain4j.model.output.TokenUsage;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** A streaming model of LangChain4j's: what it says, and how its stream ends. */
final class ScriptedStream implements StreamingChatModel, StreamingHandle {
  /** What comes after the last token. */
  interface End {
    void of(StreamingChatResponseHandler handler, String said);
  }

  private final List<String> tokens;
  private final End end;
  private final Sinks.Empty<Void> said = Sinks.empty();
  private final Sinks.Empty<Void> stopped = Sinks.empty();
  private volatile boolean cancelled;

  ScriptedStream(List<String> tokens, End end) {
    this.tokens = tokens;
    this.end = end;
  }

  static ScriptedStream says(TokenUsage used, String... tokens) {
    return new ScriptedStream(
        List.of(tokens),
        (handler, said) ->
            handler.onCompleteResponse(
                ScriptedChat.response(AiMessage.from(said), FinishReason.STOP, used)));
  }

  /** Says these and then nothing more. */
  static ScriptedStream hangsAfter(String... tokens) {
    return new ScriptedStream(List.of(tokens), (handler, said) -> {});
  }

  static ScriptedStream breaksAfter(Throwable error, String... tokens) {
    return new ScriptedStream(List.of(tokens), (handler, said) -> handler.onError(error));
  }

  /** Completes once it has said all that it has to say. */
  Mono<Void> said() {
    return said.asMono();
  }

  /** Completes once its handle was used. */
  Mono<Void> stopped() {
    return stopped.asMono();
  }

  @Override
  public void doChat(ChatRequest request, StreamingChatResponseHandler handler) {
    for (var token : tokens) {
      handler.onPartialResponse(new PartialResponse(token), new PartialResponseContext(this));
    }
    said.tryEmitEmpty();
    end.of(handler, String.join("", tokens));
  }

  @Override
  public void cancel() {
    cancelled = true;
    stopped.tryEmitEmpty();
  }

  @Override
  public boolean isCancelled() {
    return cancelled;
  }
}
