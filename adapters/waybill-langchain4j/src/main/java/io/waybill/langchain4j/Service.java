package io.waybill.langchain4j;

import dev.langchain4j.model.chat.ChatModel;
import io.waybill.work.CallContext;
import io.waybill.work.Line;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkInfo;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import reactor.core.publisher.Mono;

/** An interface that LangChain4j answers with a model, built anew for each call. */
record Service<S, I, O>(
    Asking asking,
    Facts facts,
    Function<? super ChatModel, ? extends S> built,
    BiFunction<? super S, ? super I, ? extends O> asked) {
  Service {
    if (!facts.system().isEmpty()) {
      throw new IllegalArgumentException(
          "a service says itself what its model is told first: write @SystemMessage there, not withSystem");
    }
  }

  /** Its prompts are in its annotations, so they are part of what plans compare. */
  WorkInfo info(Class<S> type, WorkInfo.Effects effects) {
    var methods = Stream.of(type.getMethods()).map(Service::described).sorted().toList();
    return facts
        .withConfig(Map.of("service", type.getName(), "methods", methods))
        .info("chat.service", Object.class, Object.class)
        .effects(effects)
        .trust(WorkInfo.Trust.UNTRUSTED)
        .pool("") // its turns use it, not what is around them
        .ownRetries(0)
        .build();
  }

  Mono<Outcome<O>> answer(I input, CallContext call) {
    call.used(Usage.NONE);
    return Threads.call(Threads.AROUND, call, line -> answered(input, line))
        .onErrorMap(error -> Errors.of(error, Usage.NONE));
  }

  private Outcome<O> answered(I input, Line line) {
    var service = built.apply(new Inside(asking, facts, line));
    return Outcome.of(asked.apply(service, input), Usage.NONE, Outcome.Kind.GENERATED);
  }

  private static String described(Method method) {
    var annotations = Stream.of(method.getAnnotations()).map(Service::described).sorted().toList();
    return method.toGenericString() + " " + annotations;
  }

  private static String described(Annotation annotation) {
    var values =
        Stream.of(annotation.annotationType().getDeclaredMethods())
            .map(part -> part.getName() + "=" + value(part, annotation))
            .sorted()
            .toList();
    return annotation.annotationType().getName() + values;
  }

  private static Object value(Method part, Annotation annotation) {
    try {
      var value = part.invoke(annotation);
      return value instanceof Object[] many ? Arrays.asList(many) : List.of(value);
    } catch (ReflectiveOperationException hidden) {
      return List.of();
    }
  }
}
