package io.waybill.examples.seven;

import io.waybill.models.ModelCatalog;
import io.waybill.work.Work;

/** The models that answer, from the one that knows most to the one that is quickest. */
public record Crew(
    Work<String, String> large, Work<String, String> medium, Work<String, String> small) {
  /** Three models that are called so. */
  public static Crew of(ModelCatalog models) {
    return new Crew(
        models.named("openai/large").text(),
        models.named("openai/medium").text(),
        models.named("openai/small").text());
  }
}
