package io.waybill.estimate;

import io.waybill.plan.Binding;
import io.waybill.plan.Pieces;
import io.waybill.plan.Ref;
import io.waybill.work.Bound;
import io.waybill.work.Conversation;
import io.waybill.work.Message;
import io.waybill.work.Question;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is known of a request before it is made: who would bill it, and what of it is always the
 * same.
 *
 * @param bound the most that it can use if it held nothing but what is always the same
 * @param bytes of it that are always the same
 * @param writes whether it is a model's answer, counted in tokens
 * @param inner whether the work asks several times by itself, and nobody knows how often
 */
record Sent(Bound bound, long bytes, boolean writes, boolean inner) {
  private static final String SAMPLE = "x";

  static Sent by(Work<?, ?> work, Binding<?> input) {
    var info = work.info();
    var constant = constant(input);
    var bound = bound(work, constant.isBlank() ? SAMPLE : constant);
    boolean named = info.config().get("provider") instanceof String && !info.model().isEmpty();
    boolean away = info.safety().location() == WorkInfo.Location.EXTERNAL;
    if (named && away && bound.kind() != Bound.Kind.TOKENS) {
      var provider = String.valueOf(info.config().get("provider"));
      var told =
          Bound.tokens(
              provider.isEmpty() ? "other" : provider, info.model(), bytes(info, constant), -1);
      return new Sent(told, told.input(), true, bound.kind() == Bound.Kind.NOTHING);
    }
    long bytes =
        bound.kind() == Bound.Kind.TOKENS ? bound.input() : named ? bytes(info, constant) : 0;
    return new Sent(bound, bytes, bound.kind() == Bound.Kind.TOKENS || named, false);
  }

  private static long bytes(WorkInfo info, String constant) {
    var system = info.config().get("system") instanceof String told ? told : "";
    return (system + constant).getBytes(StandardCharsets.UTF_8).length;
  }

  /** Asks for the bound of an input of the kind that the work takes, if that can be made here. */
  @SuppressWarnings("unchecked") // what does not fit says so by a ClassCastException
  private static Bound bound(Work<?, ?> work, String text) {
    var takes = work.info().input();
    Object input =
        takes == Question.class
            ? new Question(text, List.of())
            : takes == Conversation.class
                ? Conversation.begun(SAMPLE).plus(Message.Role.USER, text)
                : text;
    boolean made =
        takes == String.class
            || takes == Object.class
            || takes == Question.class
            || takes == Conversation.class;
    try {
      return made ? ((Work<Object, ?>) work).bound(input) : Bound.of(work.info());
    } catch (ClassCastException takesSomethingElse) {
      return Bound.of(work.info());
    }
  }

  /** The texts that stand in the plan. */
  private static String constant(Binding<?> binding) {
    return binding.match(
        new Binding.Cases<>() {
          @Override
          public String ref(Ref<?> ref) {
            return "";
          }

          @Override
          public String text(Binding.Text text) {
            return String.join("", text.literals());
          }

          @Override
          public String literal(Binding.Literal<?> literal) {
            return literal.value() instanceof String text ? text : "";
          }

          @Override
          public String join(Binding.Join<?> join) {
            return texts(join.parts());
          }

          @Override
          public String all(Binding.All<?> all) {
            return texts(all.parts());
          }

          @Override
          public String fields(Binding.Fields fields) {
            return texts(fields.parts().values());
          }

          @Override
          public String pieces(Pieces pieces) {
            return "";
          }

          @Override
          public String after(Binding.After<?> after) {
            return constant(after.value());
          }
        });
  }

  private static String texts(Collection<? extends Binding<?>> parts) {
    return parts.stream().map(Sent::constant).collect(Collectors.joining());
  }
}
