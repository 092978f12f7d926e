package io.waybill.routing.file;

import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.work.Encoder;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.util.function.Function;

/** The router in a file. */
public final class RouterFile {
  private RouterFile() {}

  /**
   * Reads it. That loads no model and runs nothing.
   *
   * @param encoders finds an encoder by the name that the file says, or throws
   * @throws IllegalArgumentException if the file cannot be used, or was fitted with another encoder
   *     than the one of that name; it says why and what to do
   */
  public static Router<String> read(Path file, Function<String, Encoder> encoders) {
    var artefact = Artefact.read(file);
    try {
      return of(artefact, encoders);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "router file %s cannot be used: %s".formatted(file, e.getMessage()), e);
    }
  }

  private static Router<String> of(Artefact artefact, Function<String, Encoder> encoders) {
    if (!artefact.kind().equals(HeadRouter.KIND)) {
      throw new IllegalArgumentException(
          "it holds a router of kind '%s', which this Waybill does not know"
              .formatted(artefact.kind()));
    }
    var name = artefact.content().path("encoder").path("name").asText();
    return HeadRouter.of(artefact, encoders.apply(name));
  }
}
