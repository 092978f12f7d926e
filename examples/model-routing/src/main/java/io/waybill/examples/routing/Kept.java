package io.waybill.examples.routing;

import io.waybill.local.Encoders;
import io.waybill.prices.PriceBooks;
import io.waybill.routing.cascade.Answered;
import io.waybill.routing.cascade.ScorerFile;
import io.waybill.routing.fit.Artefact;
import io.waybill.routing.gain.GainRouter;
import io.waybill.work.Router;
import java.nio.file.Path;
import java.time.Clock;

/** What was fitted, as it is kept beside the workflows. */
public final class Kept {
  private Kept() {}

  /** The scorer of the cascade, with its bar. */
  public static Router<Answered> scorer(Path file) {
    return ScorerFile.read(file, Encoders::named);
  }

  /** The router between the models, with what it prefers; it knows what they cost by the book. */
  public static GainRouter router(Path file, Path prices) {
    return GainRouter.of(Artefact.read(file), Encoders.minilm())
        .priced(PriceBooks.read(prices), Clock.systemUTC());
  }
}
