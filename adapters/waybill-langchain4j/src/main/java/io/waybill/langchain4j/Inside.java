package io.waybill.langchain4j;

import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import io.waybill.work.Attempt;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;

/**
 * The model that code of LangChain4j's is given inside a call: each of its exchanges is a call
 * inside that call, with a posting of its own, so that nothing spent in there is invisible. It
 * waits, on the thread that its caller has for waiting.
 */
final class Inside implements ChatModel {
  private final Asking asking;
  private final Facts facts;
  private final Line around;
  private final Asking.Known known;

  Inside(Asking asking, Facts facts, Line around) {
    this.asking = asking;
    this.facts = facts;
    this.around = around;
    this.known = asking.known(around);
  }

  @Override
  public ChatResponse doChat(ChatRequest request) {
    var info = facts.info("chat.turn", List.class, ChatResponse.class).build();
    var answer =
        around
            .inner(
                new Attempt("turn", info, Most.of(facts, request)),
                inside ->
                    asking
                        .ask(facts, request, inside)
                        .map(reply -> reply.outcome(reply.response())))
            .toFuture();
    try {
      return answer.get().value();
    } catch (InterruptedException cancelled) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new WorkException(ErrorKind.CANCELLED, Usage.NONE, "nobody waits any more", cancelled);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof WorkException known
          ? known
          : Errors.of(failed, Usage.NONE);
    }
  }

  @Override
  public ModelProvider provider() {
    return known.provider();
  }

  @Override
  public ChatRequestParameters defaultRequestParameters() {
    return known.parameters();
  }

  @Override
  public Set<Capability> supportedCapabilities() {
    return known.capabilities();
  }
}
