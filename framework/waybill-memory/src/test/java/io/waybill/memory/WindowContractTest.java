package io.waybill.memory;

import io.waybill.testkit.WorkContract;
import io.waybill.work.Conversation;
import io.waybill.work.Message.Role;
import io.waybill.work.Work;
import java.util.List;
import java.util.Optional;

/** Cutting a conversation to a window keeps the contract. */
class WindowContractTest extends WorkContract<Conversation, Conversation> {
  @Override
  protected Work<Conversation, Conversation> work() {
    return Memory.window(Window.bytes(30));
  }

  @Override
  protected List<Conversation> inputs() {
    var one = Conversation.begun("ada").plus(Role.USER, "one");
    return List.of(one, one.plus(Role.ASSISTANT, "two").plus(Role.USER, "three"));
  }

  @Override
  protected Optional<Hanging<Conversation, Conversation>> hanging() {
    return Optional.empty();
  }

  @Override
  protected Optional<Failing<Conversation, Conversation>> failing() {
    return Optional.empty();
  }
}
