package io.waybill.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.PartialThinkingContext;
import dev.langchain4j.model.chat.response.PartialToolCall;
import dev.langchain4j.model.chat.response.PartialToolCallContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.chat.response.StreamingHandle;
import io.waybill.work.CallContext.Moment;
import io.waybill.work.Line;

/**
 * Listens to one streamed answer. A stream gives the handle that stops it with its parts, so each
 * is taken; before the first, only the model's own connection can be closed, which a model that was
 * made for the line sees to.
 */
final class Ear implements StreamingChatResponseHandler {
  private final UnderWay underWay;
  private final Line line;
  private boolean stoppable;

  Ear(UnderWay underWay, Line line) {
    this.underWay = underWay;
    this.line = line;
  }

  @Override
  public void onPartialResponse(String text) {
    if (underWay.heard()) {
      line.emit(text);
    }
  }

  @Override
  public void onPartialResponse(PartialResponse part, PartialResponseContext context) {
    stopBy(context.streamingHandle());
    onPartialResponse(part.text());
  }

  /** Thoughts are billed, and are no part of the answer. */
  @Override
  public void onPartialThinking(PartialThinking part) {
    unspoken();
  }

  @Override
  public void onPartialThinking(PartialThinking part, PartialThinkingContext context) {
    stopBy(context.streamingHandle());
    unspoken();
  }

  @Override
  public void onPartialToolCall(PartialToolCall part) {
    unspoken();
  }

  @Override
  public void onPartialToolCall(PartialToolCall part, PartialToolCallContext context) {
    stopBy(context.streamingHandle());
    unspoken();
  }

  @Override
  public void onCompleteResponse(ChatResponse response) {
    underWay.answered(response);
  }

  @Override
  public void onError(Throwable error) {
    underWay.failed(error);
  }

  private void unspoken() {
    if (underWay.heard()) {
      line.reached(Moment.FIRST);
    }
  }

  private void stopBy(StreamingHandle handle) {
    if (!stoppable) {
      stoppable = true;
      line.onCancel(handle::cancel);
    }
  }
}
