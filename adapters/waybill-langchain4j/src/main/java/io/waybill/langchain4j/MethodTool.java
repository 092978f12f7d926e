package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.agent.tool.ToolSpecifications;
import io.waybill.work.CallContext;
import io.waybill.work.Nothing;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** A method that a model may call. */
record MethodTool(Object object, Method method, ToolSpecification specification) {
  /** Those of an object's class and of the classes above it, what is overridden once. */
  static List<MethodTool> in(Object object) {
    var found = new ArrayList<MethodTool>();
    var seen = new HashSet<String>();
    for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
      Stream.of(type.getDeclaredMethods())
          .filter(method -> !method.isBridge() && !method.isSynthetic())
          .filter(method -> seen.add(signature(method)))
          .filter(method -> method.isAnnotationPresent(Tool.class))
          .sorted((one, other) -> signature(one).compareTo(signature(other)))
          .map(method -> of(object, method))
          .forEach(found::add);
    }
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no method marked @Tool".formatted(object.getClass().getSimpleName()));
    }
    return found;
  }

  private static String signature(Method method) {
    return method.getName() + List.of(method.getParameterTypes());
  }

  private static MethodTool of(Object object, Method method) {
    if (!method.trySetAccessible()) {
      throw new IllegalArgumentException(
          "the tool %s cannot be called from here; open its module or make it public"
              .formatted(method));
    }
    Arguments.check(method);
    return new MethodTool(object, method, ToolSpecifications.toolSpecificationFrom(method));
  }

  Work<Map<String, Object>, Object> work(WorkInfo.Effects effects) {
    var info =
        WorkInfo.named("tool." + specification.name())
            .model(specification.name())
            .config(Map.of("tool", Schemas.plain(specification)))
            .types(Map.class, output())
            .effects(effects)
            .trust(WorkInfo.Trust.UNTRUSTED)
            .build();
    return Work.described(
        info,
        (arguments, call) ->
            Threads.call(Threads.EXCHANGES, call, line -> called(arguments, call)));
  }

  private Type output() {
    return method.getReturnType() == void.class ? Nothing.class : method.getGenericReturnType();
  }

  private Outcome<Object> called(Map<String, Object> arguments, CallContext call) {
    var values = Arguments.of(method, arguments, call);
    try {
      return Outcome.of(Objects.requireNonNullElse(method.invoke(object, values), Nothing.NOTHING));
    } catch (InvocationTargetException thrown) {
      throw Errors.of(Objects.requireNonNullElse(thrown.getCause(), thrown), Usage.NONE);
    } catch (IllegalAccessException impossible) {
      throw Errors.of(impossible, Usage.NONE);
    }
  }
}
