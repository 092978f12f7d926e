package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.waybill.plan.DidYouMean;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo.Effects;
import io.waybill.work.WorkInfo.Trust;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The tools that a model may call, and no others: methods marked {@link Tool}, and any work that
 * takes its arguments by name. Each is work of its own as well, for plans that call it themselves.
 *
 * <p>What a method does nobody can tell from outside, so it counts as {@link Effects#CONSEQUENTIAL}
 * until {@link #withEffects} says otherwise: a plan then keeps strangers' words away from it. Nor
 * can anybody tell whose words it answers with, or fails with, so these count as {@link
 * Trust#UNTRUSTED} until {@link #withTrust} says otherwise.
 */
public final class Tools {
  /** A tool, as a model is told of it and as it is called. */
  record Callable(ToolSpecification specification, Work<Map<String, Object>, ?> work) {
    Effects effects() {
      return work.info().safety().effects();
    }

    Map<String, Object> plain() {
      return Map.of(
          "specification", Schemas.plain(specification), "work", Described.plain(work.info()));
    }
  }

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
   * One more: work that takes a text, an agent for instance, with one argument {@code text}. What
   * is known of it stays known.
   *
   * @param description when to use it, for the model
   */
  public Tools plus(String name, String description, Work<String, ?> work) {
    var schema = JsonObjectSchema.builder().addStringProperty("text").required("text").build();
    var specification =
        ToolSpecification.builder().name(name).description(description).parameters(schema).build();
    return plus(
        specification,
        Work.described(
            work.info(),
            arguments -> work.bound(String.valueOf(arguments.get("text"))),
            (arguments, call) -> text(work, arguments.get("text"), call)));
  }

  /**
   * One more: work that takes its arguments by name, as a JSON schema describes them: a tool of
   * another process, for instance. What is known of it stays known.
   *
   * @param name as the model is told: letters, digits, {@code _} and {@code -} do everywhere
   * @param schema of an object, as plain data
   */
  public Tools plus(
      String name,
      String description,
      Map<String, Object> schema,
      Work<Map<String, Object>, ?> work) {
    return plus(RawTool.specification(name, description, schema), work);
  }

  @SuppressWarnings("unchecked") // whatever it gives is an Object
  private static Mono<Outcome<Object>> text(
      Work<String, ?> work, @Nullable Object text, CallContext call) {
    return text instanceof String said
        ? ((Work<String, Object>) work).perform(said, call)
        : Mono.error(new WorkException(ErrorKind.INVALID, Usage.NONE, "'text' must be a text"));
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

  /**
   * The same tools, with this to be said of what they answer: {@link Trust#AS_INPUT} if it has no
   * words in it but those of the operator and of whoever asked, {@link Trust#TRUSTED} if not even
   * these.
   *
   * @param names of which; all of them if none is named
   */
  public Tools withTrust(Trust trust, String... names) {
    var all = new LinkedHashMap<>(byName);
    for (var name : names.length == 0 ? names() : Arrays.asList(names)) {
      var tool = named(name);
      all.put(name, new Callable(tool.specification, Described.with(trust, tool.work)));
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
    var brief = Closed.brief(name);
    return "there is no tool '%s'. %s".formatted(brief, DidYouMean.among(brief, byName.keySet()));
  }

  List<Callable> all() {
    return List.copyOf(byName.values());
  }
}
