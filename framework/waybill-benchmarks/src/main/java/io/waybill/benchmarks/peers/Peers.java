package io.waybill.benchmarks.peers;

import io.waybill.benchmarks.peers.OnWaybill.With;
import io.waybill.plan.DidYouMean;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The peers by name. Those whose name ends with {@code -default} are as they come. */
final class Peers {
  private static final Map<String, Supplier<Peer>> ALL = all();

  private Peers() {}

  private static Map<String, Supplier<Peer>> all() {
    var all = new TreeMap<String, Supplier<Peer>>();
    all.put("loop", Loop::new);
    all.put("reactor", OnReactor::new);
    all.put("threads", OnThreads::new);
    all.put("waybill", () -> new OnWaybill(With.LEDGER));
    all.put("waybill-followed", () -> new OnWaybill(With.FOLLOWER));
    all.put("waybill-journal", () -> new OnWaybill(With.JOURNAL));
    all.put("langchain4j", () -> new OnLangChain4j(true));
    all.put("langchain4j-default", () -> new OnLangChain4j(false));
    all.put("langgraph4j", () -> new OnLangGraph4j(true, false));
    all.put("langgraph4j-default", () -> new OnLangGraph4j(false, false));
    all.put("langgraph4j-saver", () -> new OnLangGraph4j(true, true));
    return all;
  }

  static Peer named(String name) {
    var peer = ALL.get(name);
    if (peer == null) {
      throw new IllegalArgumentException(
          "no peer '%s'. %s".formatted(name, DidYouMean.among(name, ALL.keySet())));
    }
    return peer.get();
  }
}
