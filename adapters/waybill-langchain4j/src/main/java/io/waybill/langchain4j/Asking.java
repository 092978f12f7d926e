package io.waybill.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.WorkException;
import java.util.Set;
import reactor.core.publisher.Mono;

/** How a model is asked. */
sealed interface Asking permits Waiting, Listening {
  /**
   * One request, on a thread of its own. The mono ends with the reply, or with a {@link
   * WorkException} that says what was used; cancelling it stops the request.
   */
  default Mono<Reply> ask(Facts facts, ChatRequest request, CallContext call) {
    return ask(facts, request, call.affinity(), call);
  }

  /**
   * One request of a conversation.
   *
   * @param affinity what its line says of {@link CallContext#affinity()}
   */
  Mono<Reply> ask(Facts facts, ChatRequest request, String affinity, CallContext call);

  /** What a model says of itself to those who build upon it. */
  record Known(
      ModelProvider provider, ChatRequestParameters parameters, Set<Capability> capabilities) {}

  /** What the model says of itself that this line gets. */
  Known known(Line line);
}
