package io.waybill.yaml;

import io.waybill.work.Passage;
import io.waybill.work.Work;
import java.util.List;

/** Documents that can be asked for the passages nearest to a text. */
@FunctionalInterface
public interface Retriever {
  /**
   * Work that finds at most {@code top} passages, the nearest first. For {@link Yaml#write} its
   * configuration says {@code top} under that name.
   */
  Work<String, List<Passage>> retrieve(int top);
}
