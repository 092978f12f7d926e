package io.waybill.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.routing.judge.Gates;
import io.waybill.routing.judge.Measure;
import io.waybill.yaml.YamlException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatesFileTest {
  @TempDir Path folder;

  private Gates read(String text) throws IOException {
    return GatesFile.read(
        Files.writeString(folder.resolve("router.gates.yaml"), text), Measure.titles());
  }

  private String refused(String text) {
    return String.valueOf(assertThrows(YamlException.class, () -> read(text)).getMessage())
        .replace(folder + "/", "");
  }

  @Test
  void aFigureHasALeastOrAMostOrBoth() throws IOException {
    assertEquals(
        new Gates(
            Map.of(
                "in_scope_accuracy", Gates.Bound.least(0.95),
                "ece", Gates.Bound.most(0.01),
                "coverage", new Gates.Bound(OptionalDouble.of(0.5), OptionalDouble.of(1)))),
        read(
            """
            gates: 1
            in_scope_accuracy: { least: 0.95 }
            ece: { most: 0.01 }
            coverage:
              least: 0.5
              most: 1
            """));
  }

  @Test
  void everyProblemIsToldAtItsPlace() {
    assertEquals(
        "",
        refused(
            """
            gates: 1
            in_scope_acuracy: { least: 0.95 }
            ece: { most: few }
            brier: {}
            coverage: { least: 0.9, most: 0.5 }
            accuracy: { leats: 0.9 }
            oos_recall: 0.7
            """));
  }

  @Test
  void anotherFormatIsRefused() {
    assertEquals("", refused("gates: 2\n"));
  }

  @Test
  void aFileThatIsNotThereIsToldAsSuch() {
    assertEquals(
        "does not exist",
        String.valueOf(
                assertThrows(
                        YamlException.class,
                        () -> GatesFile.read(folder.resolve("none.yaml"), Measure.titles()))
                    .getMessage())
            .replaceAll(".*: ", "")
            .strip());
  }
}
