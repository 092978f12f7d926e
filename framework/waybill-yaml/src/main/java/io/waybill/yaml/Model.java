package io.waybill.yaml;

import io.waybill.work.Choice;
import io.waybill.work.Question;
import io.waybill.work.Work;
import java.util.Map;
import java.util.function.Function;

/**
 * A model as workflow files use it.
 *
 * @param text answers a prompt
 * @param answer answers a question from the passages beside it
 * @param choosing makes a router that answers with one of these labels, each with a few words on
 *     what belongs to it
 */
public record Model(
    Work<String, String> text,
    Work<Question, String> answer,
    Function<? super Map<String, String>, ? extends Work<String, Choice>> choosing) {
  /** A model that cannot be asked for one of a few labels. */
  public Model(Work<String, String> text, Work<Question, String> answer) {
    this(
        text,
        answer,
        labels -> {
          throw new IllegalArgumentException(
              "this model cannot choose among labels: name one that writes");
        });
  }
}
