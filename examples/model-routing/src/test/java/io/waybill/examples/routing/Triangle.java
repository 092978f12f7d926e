package io.waybill.examples.routing;

import io.waybill.routing.gain.Tradeoff;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The same questions, answered in one way after the other: what each comes to in quality, money and
 * time.
 *
 * @param faster how many times as fast as they would be the models were
 */
record Triangle(Recorded recorded, Learned learned, List<Measured> all, int faster) {
  /** In real time; prints it, and writes it as a page and a drawing into a folder. */
  public static void main(String[] arguments) throws IOException {
    var triangle = at(1);
    System.out.println(Told.text(triangle));
    triangle.write(Path.of(arguments.length == 0 ? "target" : arguments[0]));
  }

  /** Learns from one half of the questions, and has the other answered in every way. */
  static Triangle at(int faster) {
    var recorded = Recorded.drawn();
    try (var house = new House(recorded, faster)) {
      var plans = house.plans();
      house.warm(plans.weak(), recorded.run());
      house.warm(plans.strong(), recorded.run());
      var learned = Learned.from(recorded, house);
      var all = new ArrayList<Measured>();
      all.add(house.answer("always weak", plans.weak(), recorded.run()));
      all.add(house.answer("always strong", plans.strong(), recorded.run()));
      house.warm(plans.routed("warm", learned.router()), recorded.run());
      for (var tradeoff : Tradeoff.presets()) {
        var router = learned.router().under(tradeoff);
        all.add(
            house.answer(tradeoff.name(), plans.routed(tradeoff.name(), router), recorded.run()));
      }
      all.add(house.answer("cascade", plans.cascade(learned.scorer()), recorded.run()));
      return new Triangle(recorded, learned, all, faster);
    }
  }

  Measured of(String name) {
    return all.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** The quality of asking one model or the other by lot, for the same money. */
  double lots(Measured way) {
    var weak = of("always weak");
    var strong = of("always strong");
    double share =
        (way.perThousand() - weak.perThousand()) / (strong.perThousand() - weak.perThousand());
    return weak.quality() + share * (strong.quality() - weak.quality());
  }

  /**
   * {@code triangle.html} with everything, {@code triangle.svg} with the drawing, and what was
   * fitted: {@code scorer.router}, {@code models.router}.
   */
  void write(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("triangle.html"), Told.html(this));
    Files.writeString(folder.resolve("triangle.svg"), Told.svg(this));
    learned.scorer().artefact().write(folder.resolve("scorer.router"));
    learned.router().under(Tradeoff.BALANCED).artefact().write(folder.resolve("models.router"));
  }
}
