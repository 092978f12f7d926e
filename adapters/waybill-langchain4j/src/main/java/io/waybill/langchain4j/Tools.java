package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import io.waybill.plan.DidYouMean;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo.Effects;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The tools that a model may call, and no others: methods marked {@link Tool}, and any work that
 * takes its arguments by name. Each is work of its own as well, for plans that call it themselves.
 *
 * <p>What a method does nobody can tell from outside, so it counts as {@link Effects#CONSEQUENTIAL}
 * until {@link #withEffects} says otherwise: a plan then keeps strangers' words away from it.
 */
public final class Tools {
  /** A tool, as a model is told of it and as it is called. */
  record Callable(ToolSpecification specification, Work<Map<String, Object>, ?> work) {}

  private final Map<String, Callable> byName;

  private Tools(Map<String, Callable> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  /**
   * Every method marked {@link Tool} of these objects. Arguments are read strictly; parameters of
   * LangChain4j's type {@code InvocationParameters} get what is known of who asked for the run.
   *
   * @throws IllegalArgumentException if an object has no such method, or two have the same name
   */
  public static Tools of(Object... objects) {
    var tools = new Tools(Map.of());
    for (var object : objects) {
      for (var method : MethodTool.in(object)) {
        tools = tools.plus(method.specification(), method.work(Effects.CONSEQUENTIAL));
      }
    }
    return tools;
  }

  /**
   * One more: any work, under the name and with the arguments that a model is told.
   *
   * @throws IllegalArgumentException if there is one of that name
   */
  public Tools plus(ToolSpecification specification, Work<Map<String, Object>, ?> work) {
    var all = new LinkedHashMap<>(byName);
    if (all.put(specification.name(), new Callable(specification, work)) != null) {
      throw new IllegalArgumentException(
          "there are two tools '%s'; give one another name: @Tool(name = …)"
              .formatted(specification.name()));
    }
    return new Tools(all);
  }

  /**
   * The same tools, known to do no more than this.
   *
   * @param names of which; all of them if none is named
   */
  public Tools withEffects(Effects effects, String... names) {
    var all = new LinkedHashMap<>(byName);
    for (var name : names.length == 0 ? names() : Arrays.asList(names)) {
      var tool = named(name);
      all.put(name, new Callable(tool.specification, Described.with(effects, tool.work)));
    }
    return new Tools(all);
  }

  /** In the order in which they were given. */
  public List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /**
   * One tool as work for a plan: it takes its arguments by name and gives what the method returns.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  @SuppressWarnings("unchecked") // whatever it gives is an Object
  public Work<Map<String, Object>, Object> work(String name) {
    return (Work<Map<String, Object>, Object>) named(name).work;
  }

  private Callable named(String name) {
    return find(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
  }

  Optional<Callable> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  String unknown(String name) {
    return "there is no tool '%s'. %s".formatted(name, DidYouMean.among(name, byName.keySet()));
  }

  List<Callable> all() {
    return List.copyOf(byName.values());
  }
}
