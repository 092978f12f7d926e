package io.waybill.examples.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.plan.Plan;
import io.waybill.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlansTest {
  private final House house = new House(Recorded.drawn(), 1);

  @AfterEach
  void close() {
    house.close();
  }

  private static Path file(String name) {
    return House.FOLDER.resolve(name);
  }

  private Plan<String> java(String name) {
    return name.equals("cascade")
        ? house.plans().cascade(Kept.scorer(file("scorer.router")))
        : house.plans().routed(name, Kept.router(file("models.router"), file("prices.yaml")));
  }

  private Plan<?> yaml(String name) {
    return Yaml.read(file(name + ".yaml"), house.catalog());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cascade", "routed"})
  void bothPensWriteTheSamePlan(String name) {
    assertEquals(java(name).describe(), yaml(name).describe());
    assertEquals(java(name), yaml(name));
    assertEquals(java(name).hash(), yaml(name).hash());
  }

  @ParameterizedTest
  @ValueSource(strings = {"cascade", "routed"})
  void whatWasReadIsWrittenAndReadBack(String name) {
    var written = Yaml.write(yaml(name), House.FOLDER, house.catalog());
    assertEquals(yaml(name), Yaml.read(written, House.FOLDER, house.catalog()));
  }

  /** To renew it: {@code ./waybill graph examples/model-routing/cascade.yaml}. */
  @ParameterizedTest
  @ValueSource(strings = {"cascade", "routed"})
  void theDrawingBesideAPlanIsTheDrawingOfThePlan(String name) throws IOException {
    assertEquals(Files.readString(file(name + ".mmd")), java(name).mermaid());
  }
}
