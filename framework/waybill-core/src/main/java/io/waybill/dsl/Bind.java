package io.waybill.dsl;

import io.waybill.plan.Binding;
import io.waybill.plan.Pieces;
import io.waybill.plan.Policy;
import io.waybill.plan.Ref;
import io.waybill.plan.Split;
import java.time.Duration;
import java.util.List;

/** Bindings and policies in the words of a plan; import them statically. */
public final class Bind {
  private Bind() {}

  /**
   * Text with one {@code {}} per ref, filled in one pass: a value that contains {@code {}} stays
   * that text.
   */
  public static Binding<String> text(String template, Ref<?>... refs) {
    return new Binding.Text(List.of(template.split("\\{}", -1)), List.of(refs));
  }

  /** A record made of bindings, in the order of its components. */
  public static <T extends Record> Binding<T> join(Class<T> type, Binding<?>... parts) {
    return new Binding.Join<>(type, List.of(parts));
  }

  /** Several values as one list. */
  public static <T> Binding<List<T>> all(List<? extends Binding<? extends T>> parts) {
    return new Binding.All<>(List.copyOf(parts));
  }

  /** A value that stands in the plan. */
  public static <T> Binding<T> value(T value) {
    return new Binding.Literal<>(value);
  }

  /**
   * The sentences of a text. An {@link Flow#each} over the pieces of what a call of the same flow
   * answers begins with the first while the rest is still being written.
   */
  public static Binding<List<String>> sentences(Ref<String> text) {
    return new Pieces(text, Split.BY_SENTENCE);
  }

  /** The lines of a text; as {@link #sentences}. */
  public static Binding<List<String>> lines(Ref<String> text) {
    return new Pieces(text, Split.BY_LINE);
  }

  /** What blank lines divide a text into; as {@link #sentences}. */
  public static Binding<List<String>> paragraphs(Ref<String> text) {
    return new Pieces(text, Split.BY_PARAGRAPH);
  }

  /** The words of a text, in chunks of at most so many characters; as {@link #sentences}. */
  public static Binding<List<String>> chunks(Ref<String> text, int chars) {
    return new Pieces(text, Split.byChars(chars));
  }

  /** A value that is not looked at before others exist. */
  public static <T> Binding<T> after(Binding<T> value, Ref<?>... needs) {
    return new Binding.After<>(value, List.of(needs));
  }

  /** At most this long for one attempt. */
  public static Policy within(Duration timeout) {
    return Policy.NONE.within(timeout);
  }

  /** So many attempts after the first, if it fails in a way that may go well later. */
  public static Policy retry(int times) {
    return Policy.NONE.retry(times);
  }
}
