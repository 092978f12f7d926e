package io.waybill.langchain4j;

import dev.langchain4j.model.chat.request.ChatRequest;
import io.waybill.work.CallContext;
import io.waybill.work.WorkException;
import reactor.core.publisher.Mono;

/** How a model is asked. */
sealed interface Asking permits Waiting, Listening {
  /**
   * One request, on a thread of its own. The mono ends with the reply, or with a {@link
   * WorkException} that says what was used; cancelling it stops the request.
   */
  Mono<Reply> ask(Facts facts, ChatRequest request, CallContext call);
}
