package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.invocation.InvocationParameters;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Tools to try. */
public class Desk {
  enum Reason {
    BROKEN,
    LATE
  }

  record Refund(String order, long cents, Reason reason) {}

  final List<Object> calls = new CopyOnWriteArrayList<>();
  final CountDownLatch waiting = new CountDownLatch(1);
  final CountDownLatch interrupted = new CountDownLatch(1);

  @Tool("Pays money back")
  Refund refund(
      @P(name = "order", value = "the number of the order") String order,
      @P(name = "cents") long cents,
      @P(name = "reason", defaultValue = "LATE") Reason reason) {
    var refund = new Refund(order, cents, reason);
    calls.add(refund);
    return refund;
  }

  @Tool
  String find(@P(name = "text") String text, @P(name = "most") Optional<Integer> most) {
    calls.add(text + most);
    return "found " + text;
  }

  @Tool
  void note(@P(name = "text") String text) {
    calls.add(text);
  }

  @Tool
  String whose(InvocationParameters who) {
    return String.valueOf(who.asMap());
  }

  @Tool
  String fails() {
    throw new IllegalStateException("the desk is closed");
  }

  @Tool
  String hangs() throws InterruptedException {
    waiting.countDown();
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      interrupted.countDown();
      throw e;
    }
    return "never";
  }
}
