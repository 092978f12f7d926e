package io.waybill.routing.file;

import io.waybill.routing.fit.Artefact;
import io.waybill.routing.fit.HeadRouter;
import io.waybill.routing.gain.GainRouter;
import io.waybill.work.CallContext;
import io.waybill.work.Encoder;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.util.Optional;
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
    return Artefact.read(file, artefact -> of(artefact, encoders));
  }

  /**
   * The router between models in a file, still to be told what they cost and what to prefer; empty
   * if it holds a router of another kind.
   *
   * @throws IllegalArgumentException as {@link #read}
   */
  public static Optional<GainRouter> between(Path file, Function<String, Encoder> encoders) {
    return Artefact.read(
        file,
        artefact ->
            artefact.kind().equals(GainRouter.KIND)
                ? Optional.of(GainRouter.of(artefact, encoders.apply(encoder(artefact))))
                : Optional.empty());
  }

  private static Router<String> of(Artefact artefact, Function<String, Encoder> encoders) {
    var name = encoder(artefact);
    return switch (artefact.kind()) {
      case HeadRouter.KIND -> HeadRouter.of(artefact, encoders.apply(name));
      case GainRouter.KIND -> ofTexts(GainRouter.of(artefact, encoders.apply(name)));
      default ->
          throw new IllegalArgumentException(
              "it holds a router of kind '%s', which this Waybill does not know"
                  .formatted(artefact.kind()));
    };
  }

  private static String encoder(Artefact artefact) {
    return artefact.content().path("encoder").path("name").asText();
  }

  private static Router<String> ofTexts(Router<Object> router) {
    return Router.described(
        router.info(), (String text, CallContext call) -> router.perform(text, call));
  }
}
