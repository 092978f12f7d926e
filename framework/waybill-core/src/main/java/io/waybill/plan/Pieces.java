package io.waybill.plan;

import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.util.List;

/**
 * A text as the list of its pieces. An {@link Step.Each} that goes through the pieces of what a
 * call beside it answers begins with the first while the rest is still being written.
 */
public record Pieces(Ref<?> text, Split split) implements Binding<List<String>> {
  @Override
  public List<Ref<?>> refs() {
    return List.of(text);
  }

  @Override
  public <R> R match(Cases<R> cases) {
    return cases.pieces(this);
  }

  /**
   * @throws WorkException of kind {@link ErrorKind#INVALID} if it is no text
   */
  @Override
  public List<String> from(Object[] values, int at) {
    var value = text.pick(values[at]);
    if (value instanceof String whole) {
      return split.pieces(whole);
    }
    throw new WorkException(
        ErrorKind.INVALID,
        Usage.NONE,
        "only a text has %s, and '%s' is a %s"
            .formatted(split, text, value.getClass().getSimpleName()));
  }
}
