package io.waybill.routing.feedback;

import io.waybill.routing.data.Sha256;
import io.waybill.routing.feedback.Decision.Arm;
import io.waybill.work.CallContext;
import io.waybill.work.Choice;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import java.util.Map;

/** A router that decides a share of the calls of another one. */
record Canary<I>(Work<? super I, Choice> candidate, double share, long seed) {
  Canary {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException(
          "a canary decides a share of the calls between 0 and 1, not " + share);
    }
  }

  /** Whose turn it is; the same for the same step of the same run. */
  Arm draw(I input, CallContext call) {
    return call.attempt() == 1 && uniform(input, call) < share ? Arm.CANARY : Arm.LIVE;
  }

  /** In [0, 1). Outside any run all calls may have one path: there the input tells them apart. */
  private double uniform(I input, CallContext call) {
    var place = seed + "\0" + call.run() + "\0" + call.path();
    return Sha256.lot(call.run().isEmpty() ? place + "\0" + input : place);
  }

  /** The outcome with the propensity of this arm and this label. */
  Outcome<Choice> drawn(Outcome<Choice> said, Arm arm) {
    var choice = said.value();
    var grounds = choice.grounds();
    double likely = arm == Arm.CANARY ? share : 1 - share;
    var drawn =
        new Choice(
            choice.label(),
            choice.confidence(),
            choice.runnersUp(),
            arm == Arm.CANARY ? "canary: " + choice.reason() : choice.reason(),
            new Choice.Grounds(
                grounds.stage(),
                grounds.policy(),
                grounds.expected(),
                grounds.propensity() * likely));
    return new Outcome<>(
        drawn,
        said.usage(),
        said.sources(),
        said.scores(),
        said.kind(),
        said.finish(),
        said.origin());
  }

  /** What the live router said after the candidate had failed: with the machine time of both. */
  static Outcome<Choice> after(Throwable failure, Outcome<Choice> said) {
    if (!(failure instanceof WorkException known) || known.usage().engine().isZero()) {
      return said;
    }
    var both = said.usage().basis() == Usage.Basis.NOTHING ? known.usage() : said.usage();
    return said.used(both.taking(known.usage().engine().plus(said.usage().engine())));
  }

  Map<String, Object> data() {
    return Map.of("share", share, "seed", seed);
  }
}
