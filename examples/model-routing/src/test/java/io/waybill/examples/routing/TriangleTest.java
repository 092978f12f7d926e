package io.waybill.examples.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.waybill.routing.cascade.Answered;
import io.waybill.work.CallContext;
import io.waybill.work.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Twenty times as fast as it would be, or as fast as {@code -Dfaster=1} says and then printed, too.
 */
class TriangleTest {
  private static final int FASTER = Integer.getInteger("faster", 20);
  private static final boolean ASKED = System.getProperty("faster") != null;

  private static Triangle triangle;

  @BeforeAll
  static void measure() throws IOException {
    triangle = Triangle.at(FASTER);
    triangle.write(House.FOLDER.resolve("target"));
    if (ASKED) {
      System.out.println(Told.text(triangle));
    }
  }

  private static Measured of(String name) {
    return triangle.of(name);
  }

  @Test
  void theProvidersBillAndTheLedgerAgreeToTheNanoDollar() {
    for (var one : triangle.all()) {
      assertEquals(0, one.cost().unpriced(), one::name);
      long models = one.cost().known().nanoUsd() - one.decided().known().nanoUsd();
      assertEquals(one.bill(), models, one::name);
    }
  }

  @Test
  void theStrongModelIsRightMoreOftenAndDearerAndSlower() {
    var weak = of("always weak");
    var strong = of("always strong");
    assertTrue(strong.quality() > weak.quality() + 0.2);
    assertTrue(strong.perThousand() > 20 * weak.perThousand());
    assertTrue(strong.time(50).compareTo(weak.time(50)) > 0);
  }

  @Test
  void theCascadeCostsAboutWhatItsBarWasChosenFor() {
    var cascade = of("cascade");
    var strong = of("always strong");
    assertTrue(cascade.perThousand() < 0.6 * strong.perThousand(), Told.text(triangle));
  }

  /** How fast the models are does not count for these, so they come out alike on a busy machine. */
  @Test
  void whatTheRouterSavesItSavesForLessThanLotsWouldLose() {
    for (var name : List.of("cheap", "cascade")) {
      var way = of(name);
      assertTrue(way.quality() > triangle.lots(way) + 0.02, () -> Told.text(triangle));
    }
  }

  @Test
  void aPolicyThatMindsMoneyMoreAsksTheStrongModelLess() {
    assertTrue(of("quality").strong() >= of("balanced").strong());
    assertTrue(of("balanced").strong() > of("cheap").strong());
  }

  @Test
  void decidingIsOnTheBillAndNextToNothing() {
    for (var name : List.of("quality", "balanced", "cheap", "fast", "cascade")) {
      var way = of(name);
      assertTrue(way.decidingPerThousand() > 0, name);
      assertTrue(way.decidingPerThousand() < 0.001 * way.perThousand(), name);
    }
  }

  /** Kept beside the workflows; fitted anew it may differ where another processor rounds. */
  @Test
  void theScorerThatIsKeptDecidesAsOneThatIsFittedNow() {
    var kept = Kept.scorer(House.FOLDER.resolve("scorer.router"));
    long other =
        triangle.recorded().run().stream()
            .map(row -> new Answered(row.text(), row.field("weak")))
            .filter(asked -> !label(kept, asked).equals(label(triangle.learned().scorer(), asked)))
            .count();
    assertTrue(other <= 5, "it decides otherwise on " + other);
  }

  private static String label(Router<Answered> scorer, Answered asked) {
    var said = scorer.perform(asked, CallContext.detached("score")).block();
    return Objects.requireNonNull(said).value().label();
  }

  @Test
  void thePageAndTheDrawingAreThere() throws IOException {
    var target = House.FOLDER.resolve("target");
    var html = Files.readString(target.resolve("triangle.html"));
    var svg = Files.readString(target.resolve("triangle.svg"));
    for (var one : triangle.all()) {
      assertTrue(html.contains(one.name()) && svg.contains(one.name()), one::name);
    }
  }
}
