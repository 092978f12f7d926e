package io.waybill.examples.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
    assertTrue(strong.time(50).compareTo(weak.time(50).multipliedBy(2)) > 0);
  }

  @Test
  void theCascadeCostsAboutWhatItsBarWasChosenFor() {
    var cascade = of("cascade");
    var strong = of("always strong");
    assertTrue(cascade.perThousand() < 0.6 * strong.perThousand(), Told.text(triangle));
    double lots = lots(cascade);
    assertTrue(cascade.quality() > lots, () -> "lots would give " + lots);
  }

  /** The quality of asking either model by lot, for the same money. */
  private static double lots(Measured way) {
    var weak = of("always weak");
    var strong = of("always strong");
    double share =
        (way.perThousand() - weak.perThousand()) / (strong.perThousand() - weak.perThousand());
    return weak.quality() + share * (strong.quality() - weak.quality());
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
