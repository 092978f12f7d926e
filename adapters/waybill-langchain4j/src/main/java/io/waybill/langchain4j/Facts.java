package io.waybill.langchain4j;

import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.ModelProvider;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import io.waybill.work.Bound;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.work.WorkInfo.Location;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a chat model without asking it.
 *
 * @param provider who bills it; empty if nobody said so
 * @param local whether nothing that it is given leaves the house
 * @param pool whose machine time it uses; empty if nobody's that counts
 * @param system what it is told first; may be empty
 * @param mostOutput how many tokens it writes at most; {@link Bound#UNDECLARED} if nobody said
 */
record Facts(
    String model,
    String provider,
    boolean local,
    String pool,
    String system,
    Map<String, Object> config,
    long mostOutput,
    int ownRetries) {
  Facts {
    if (model.isBlank()) {
      throw new IllegalArgumentException("a chat model needs a name: gpt-4.1-mini");
    }
    config = Map.copyOf(config);
  }

  static Facts of(String model) {
    return new Facts(model, "", false, "", "", Map.of(), Bound.UNDECLARED, 0);
  }

  static Facts built(String model, ModelProvider provider, ChatRequestParameters parameters) {
    var named = Providers.name(provider);
    long most = Parameters.mostOutput(parameters).orElse(Bound.UNDECLARED);
    return new Facts(model, named, false, "", "", Parameters.of(parameters), most, 0);
  }

  Facts withProvider(String provider) {
    return new Facts(model, provider, local, pool, system, config, mostOutput, ownRetries);
  }

  Facts withPool(String pool) {
    return new Facts(model, provider, true, pool, system, config, mostOutput, ownRetries);
  }

  Facts withSystem(String system) {
    return new Facts(model, provider, local, pool, system, config, mostOutput, ownRetries);
  }

  Facts withConfig(Map<String, Object> more) {
    var all = new TreeMap<>(config);
    all.putAll(more);
    return new Facts(model, provider, local, pool, system, all, mostOutput, ownRetries);
  }

  Facts withMostOutput(int tokens) {
    return new Facts(model, provider, local, pool, system, config, tokens, ownRetries);
  }

  Facts withOwnRetries(int ownRetries) {
    return new Facts(model, provider, local, pool, system, config, mostOutput, ownRetries);
  }

  /** Begins the description of work that asks it. */
  WorkInfo.Builder info(String name, Type input, Type output) {
    var all = new TreeMap<>(config);
    all.put("model", model);
    all.put("provider", provider);
    if (!system.isEmpty()) {
      all.put("system", system);
    }
    return WorkInfo.named(name)
        .model(model)
        .config(all)
        .types(input, output)
        .effects(WorkInfo.Effects.PURE)
        .location(local ? Location.LOCAL : Location.EXTERNAL)
        .pool(pool)
        .ownRetries(ownRetries);
  }

  /** Begins a request with one text, after what it is told first. */
  ChatRequest.Builder request(String text) {
    if (text.isBlank()) {
      throw new WorkException(
          ErrorKind.INVALID, Usage.NONE, "the text to answer is empty: there is nothing to ask");
    }
    return request(List.of(UserMessage.from(text)));
  }

  /** Begins a request with these messages, after what it is told first. */
  ChatRequest.Builder request(List<ChatMessage> messages) {
    if (messages.isEmpty()) {
      throw new WorkException(ErrorKind.INVALID, Usage.NONE, "there is no message to answer");
    }
    var all = new ArrayList<ChatMessage>();
    if (!system.isEmpty()) {
      all.add(SystemMessage.from(system));
    }
    all.addAll(messages);
    return ChatRequest.builder().messages(all);
  }
}
