package io.waybill.memory;

import io.waybill.testkit.WorkContract;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Recalling a conversation from a folder keeps the contract. */
class RecallContractTest extends WorkContract<String, Conversation> {
  @TempDir Path temp;

  @Override
  protected Work<String, Conversation> work() {
    return Memory.recall(Conversations.in(temp));
  }

  @Override
  protected List<String> inputs() {
    return List.of("ada", "bob", "../eve");
  }

  @Override
  protected Optional<Hanging<String, Conversation>> hanging() {
    var begun = Sinks.<Void>empty();
    var stopped = Sinks.<Void>empty();
    var slow =
        new Conversations() {
          @Override
          public Mono<Conversation> load(String id) {
            return Mono.<Conversation>never()
                .doOnSubscribe(subscription -> begun.tryEmitEmpty())
                .doOnCancel(stopped::tryEmitEmpty);
          }

          @Override
          public Mono<Conversation> save(Conversation conversation) {
            return Mono.just(conversation);
          }
        };
    return Optional.of(new Hanging<>(Memory.recall(slow), "ada", begun.asMono(), stopped.asMono()));
  }

  @Override
  protected Optional<Failing<String, Conversation>> failing() {
    return Optional.of(new Failing<>(work(), "", ErrorKind.INVALID, Usage.NONE));
  }
}
