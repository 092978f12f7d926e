package io.waybill.langchain4j;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.ToolMemoryId;
import dev.langchain4j.invocation.InvocationContext;
import dev.langchain4j.invocation.InvocationParameters;
import dev.langchain4j.invocation.LangChain4jManaged;
import io.waybill.plan.DidYouMean;
import io.waybill.plan.Input;
import io.waybill.plan.Plan;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of one call to a tool, read strictly: a model that gets them wrong is told all that
 * is wrong, at once.
 */
final class Arguments {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  /** Some models say of each argument that they do not give that it is null. */
  private static final JsonMapper WITH_NULLS =
      Strict.JSON
          .rebuild()
          .defaultSetterInfo(JsonSetter.Value.construct(Nulls.SET, Nulls.SET))
          .build();

  private final Map<String, Object> given;
  private final CallContext call;
  private final Set<String> names = new LinkedHashSet<>();
  private final List<String> problems = new ArrayList<>();

  private Arguments(Map<String, Object> given, CallContext call) {
    this.given = given;
    this.call = call;
  }

  /** The arguments as a model wrote them, without those that are null. */
  static Map<String, Object> parsed(@Nullable String written) {
    if (written == null || written.isBlank()) {
      return Map.of();
    }
    try {
      var arguments = WITH_NULLS.readValue(written, MAP);
      if (arguments == null) {
        throw invalid("the arguments are no JSON object: they are null");
      }
      arguments.values().removeIf(Objects::isNull);
      return arguments;
    } catch (JsonProcessingException e) {
      throw invalid("the arguments are no JSON object: " + e.getOriginalMessage());
    }
  }

  /**
   * @throws IllegalArgumentException if a method takes what only LangChain4j itself can give
   */
  static void check(Method method) {
    for (var parameter : method.getParameters()) {
      var type = parameter.getType();
      if (type == InvocationContext.class || LangChain4jManaged.class.isAssignableFrom(type)) {
        throw new IllegalArgumentException(
            "the tool %s.%s asks for its %s, which only AI services have; take InvocationParameters"
                .formatted(
                    method.getDeclaringClass().getSimpleName(),
                    method.getName(),
                    type.getSimpleName()));
      }
    }
  }

  /**
   * @throws IllegalArgumentException if a plan trusts inputs that a model would write
   */
  static void check(Plan<?> plan) {
    var trusted =
        plan.inputs().stream()
            .filter(input -> input.marks().contains(Input.Mark.TRUSTED))
            .map(Input::id)
            .toList();
    if (!trusted.isEmpty()) {
      throw new IllegalArgumentException(
          "plan '%s' trusts its inputs %s, and a model would write them; give it a plan that does not"
              .formatted(plan.name(), trusted));
    }
  }

  /** The values that a method is called with. */
  static @Nullable Object[] of(Method method, Map<String, Object> given, CallContext call) {
    var arguments = new Arguments(given, call);
    var parameters = method.getParameters();
    var values = new @Nullable Object[parameters.length];
    for (int i = 0; i < parameters.length; i++) {
      values[i] = arguments.value(parameters[i]);
    }
    arguments.complain();
    return values;
  }

  /** The inputs that a plan is run with; values that are what it takes already stay as they are. */
  static Map<String, Object> of(Plan<?> plan, Map<String, Object> given) {
    var arguments = new Arguments(given, CallContext.detached(plan.name()));
    var inputs = new LinkedHashMap<String, Object>();
    for (var input : plan.inputs()) {
      arguments.names.add(input.id());
      var value = given.get(input.id());
      if (value == null) {
        arguments.problems.add("'%s' is missing".formatted(input.id()));
        continue;
      }
      var fits = input.type().isInstance(value);
      var read = fits ? value : arguments.read(input.id(), value, input.type());
      if (read != null) {
        inputs.put(input.id(), read);
      }
    }
    arguments.complain();
    return inputs;
  }

  private void complain() {
    for (var name : given.keySet()) {
      if (!names.contains(name)) {
        problems.add("it takes no '%s'. %s".formatted(name, DidYouMean.among(name, names)));
      }
    }
    if (!problems.isEmpty()) {
      throw invalid(String.join("; ", problems));
    }
  }

  private @Nullable Object value(Parameter parameter) {
    if (parameter.isAnnotationPresent(ToolMemoryId.class)) {
      return call.run();
    }
    if (parameter.getType() == InvocationParameters.class) {
      return InvocationParameters.from(new HashMap<String, Object>(call.caller()));
    }
    var told = parameter.getAnnotation(P.class);
    var name = told == null || told.name().isBlank() ? parameter.getName() : told.name();
    names.add(name);
    var value = given.get(name);
    if (parameter.getType() == Optional.class) {
      var inside = ((ParameterizedType) parameter.getParameterizedType()).getActualTypeArguments();
      return value == null ? Optional.empty() : Optional.ofNullable(read(name, value, inside[0]));
    }
    return value == null
        ? otherwise(name, parameter, told)
        : read(name, value, parameter.getParameterizedType());
  }

  private @Nullable Object otherwise(String name, Parameter parameter, @Nullable P told) {
    if (told != null && !told.defaultValue().equals(P.NO_DEFAULT)) {
      return read(name, written(told.defaultValue(), parameter), parameter.getParameterizedType());
    }
    if (told == null || told.required() || parameter.getType().isPrimitive()) {
      problems.add("'%s' is missing".formatted(name));
    }
    return null;
  }

  /** A default is written as JSON unless it is a text anyway. */
  private static Object written(String value, Parameter parameter) {
    if (parameter.getType() == String.class || parameter.getType().isEnum()) {
      return value;
    }
    try {
      return Strict.JSON.readValue(value, Object.class);
    } catch (JsonProcessingException e) {
      throw invalid("the default '%s' of '%s' is no JSON".formatted(value, parameter.getName()));
    }
  }

  private @Nullable Object read(String name, Object value, Type type) {
    try {
      return Strict.JSON.convertValue(value, Strict.JSON.constructType(type));
    } catch (IllegalArgumentException unfit) {
      var why = unfit.getCause() instanceof JsonProcessingException e ? Strict.why(e) : unfit;
      problems.add("'%s' does not fit: %s".formatted(name, why));
      return null;
    }
  }

  private static WorkException invalid(String why) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, why);
  }
}
