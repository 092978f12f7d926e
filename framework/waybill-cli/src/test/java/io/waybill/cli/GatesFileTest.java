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
        """
        router.gates.yaml:2:1 has no 'in_scope_acuracy'. Did you mean 'in_scope_accuracy'? Known: \
        gates, accuracy, macro_f1, in_scope_accuracy, oos_recall, oos_precision, oos_auroc, \
        coverage, coverage_of_all, precision_obtained, precision_of_all, ece, brier.
        router.gates.yaml:3:14 ece.most is no number: write one such as 0.95
        router.gates.yaml:4:8 brier.least is missing: write a least, a most or both, { least: 0.95 }
        router.gates.yaml:5:31 coverage.most is less than the least: no figure is both
        router.gates.yaml:6:11 accuracy.least is missing: write a least, a most or both, { least: 0.95 }
        router.gates.yaml:6:13 accuracy has no 'leats'. Did you mean 'least'? Known: least, most.
        router.gates.yaml:7:13 oos_recall is text; write a mapping, 'key: value'
        router.gates.yaml:7:13 oos_recall.least is missing: write a least, a most or both, { least: 0.95 }""",
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
    assertEquals(
        "router.gates.yaml:1:8 gates is a format that nobody knows here: write 1",
        refused("gates: 2\n"));
  }

  @Test
  void aFileThatIsNotThereIsToldAsSuch() {
    var none = folder.resolve("none.yaml");
    assertEquals(
        none + ":1:1 does not exist",
        assertThrows(YamlException.class, () -> GatesFile.read(none, Measure.titles()))
            .getMessage());
  }
}
