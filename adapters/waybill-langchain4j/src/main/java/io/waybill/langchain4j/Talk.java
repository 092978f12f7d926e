package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import io.waybill.work.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What was said so far between an agent's model and its tools, and what came of it.
 *
 * @param sources what the tools' results were taken from
 * @param told what each call gave, by the call
 * @param times in how many turns a call was asked for
 * @param mistakes in how many turns the model asked for what cannot be
 * @param tainted whether words that nobody vouches for are among what was said
 * @param acted whether something in the world was changed, or may have been
 * @param affinity which conversation it belongs to, if any
 */
record Talk(
    List<ChatMessage> messages,
    List<Source> sources,
    Map<String, Told> told,
    Map<String, Integer> times,
    int mistakes,
    boolean tainted,
    boolean acted,
    String affinity) {
  static Talk begun(List<ChatMessage> messages, boolean tainted, String affinity) {
    return new Talk(messages, List.of(), Map.of(), Map.of(), 0, tainted, false, affinity);
  }

  /** After the model has asked for calls, and before they are made. */
  Talk asking(Collection<String> calls, boolean mistaken) {
    var more = new HashMap<>(times);
    calls.forEach(call -> more.merge(call, 1, Integer::sum));
    return new Talk(
        messages,
        sources,
        told,
        more,
        mistaken ? mistakes + 1 : mistakes,
        tainted,
        acted,
        affinity);
  }

  /**
   * After a turn.
   *
   * @param results the model's message is answered with these, in the order it asked
   * @param called the calls that were made for it
   */
  Talk after(AiMessage message, List<ChatMessage> results, Map<String, Told> called) {
    var all = new ArrayList<>(messages);
    all.add(message);
    all.addAll(results);
    var from = new LinkedHashSet<>(sources);
    called.values().forEach(result -> from.addAll(result.sources()));
    var turn = called.values();
    return new Talk(
            all,
            List.copyOf(from),
            told,
            times,
            mistakes,
            tainted || turn.stream().anyMatch(Told::taints),
            acted || turn.stream().anyMatch(Told::acts),
            affinity)
        .remembering(called);
  }

  /**
   * What was only read before something was done may be different now, so it is forgotten; what was
   * done is remembered, so that it is not done again; a failure that may pass is not.
   */
  private Talk remembering(Map<String, Told> called) {
    boolean changed = called.values().stream().anyMatch(Told::changes);
    var kept = new HashMap<>(told);
    var counted = new HashMap<>(times);
    if (changed) {
      told.forEach(
          (call, result) -> {
            if (result.reads()) {
              kept.remove(call);
              counted.remove(call);
            }
          });
    }
    called.forEach(
        (call, result) -> {
          if (result.stays() && !(changed && result.reads())) {
            kept.put(call, result);
          }
        });
    return new Talk(messages, sources, kept, counted, mistakes, tainted, acted, affinity);
  }
}
