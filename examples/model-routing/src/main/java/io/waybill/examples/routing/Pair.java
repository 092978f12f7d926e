package io.waybill.examples.routing;

import io.waybill.models.ModelCatalog;
import io.waybill.work.Work;

/** A model that is cheap and quick, and one that knows more. */
public record Pair(Work<String, String> weak, Work<String, String> strong) {
  /** Two models that are called so. */
  public static Pair of(ModelCatalog models) {
    return new Pair(models.named("openai/weak").text(), models.named("openai/strong").text());
  }
}
