package io.waybill.memory;

import io.waybill.work.Conversation;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import reactor.core.publisher.Mono;

/** Conversations in memory. */
final class HeldConversations implements Conversations {
  private final Map<String, Conversation> byId = new ConcurrentHashMap<>();

  @Override
  public Mono<Conversation> load(String id) {
    return Mono.fromSupplier(() -> kept(id));
  }

  @Override
  public Mono<Conversation> save(Conversation conversation) {
    return Mono.fromSupplier(
        () ->
            Objects.requireNonNull(
                byId.compute(
                    conversation.id(),
                    (id, kept) ->
                        Conversations.next(
                            kept == null ? Conversation.begun(id) : kept, conversation))));
  }

  private Conversation kept(String id) {
    var kept = byId.get(id);
    return kept == null ? Conversation.begun(id) : kept;
  }
}
