package io.waybill.examples.seven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.waybill.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlansTest {
  private final Shop shop = new Shop(1);

  @AfterEach
  void close() {
    shop.close();
  }

  @ParameterizedTest
  @EnumSource
  void bothPensWriteTheSamePlan(Stage stage) {
    var java = shop.java(stage);
    var yaml = shop.yaml(stage);
    assertEquals(java.describe(), yaml.describe());
    assertEquals(java, yaml);
    assertEquals(java.hash(), yaml.hash());
  }

  @ParameterizedTest
  @EnumSource
  void whatWasReadIsWrittenAndReadBack(Stage stage) {
    var yaml = shop.yaml(stage);
    var written = Yaml.write(yaml, Shop.FOLDER, shop.catalog());
    assertEquals(yaml, Yaml.read(written, Shop.FOLDER, shop.catalog()));
  }

  /** To renew it: {@code ./waybill graph examples/seven-models/0-naive.yaml}, and so on. */
  @ParameterizedTest
  @EnumSource
  void theDrawingBesideAPlanIsTheDrawingOfThePlan(Stage stage) throws IOException {
    assertEquals(
        Files.readString(Shop.FOLDER.resolve(stage.file() + ".mmd")), shop.java(stage).mermaid());
  }
}
