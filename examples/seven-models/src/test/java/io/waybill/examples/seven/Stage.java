package io.waybill.examples.seven;

import io.waybill.plan.Plan;
import java.util.function.Function;

/** One plan of the story, and what it changes in the one before. */
enum Stage {
  NAIVE("0-naive", "seven calls of the large model in a row", SevenModels::naive),
  ORDERED("1-ordered", "only what reads a value waits for it", SevenModels::ordered),
  SMALLER("2-smaller", "smaller models where they do as well", SevenModels::smaller),
  OVERLAPPED(
      "3-overlapped", "the letter begins with the draft's first line", SevenModels::overlapped),
  CACHED("4-cached", "a page is read once, prompts begin alike", SevenModels::cached);

  private final String file;
  private final String change;
  private final Function<SevenModels, Plan<String>> plan;

  Stage(String file, String change, Function<SevenModels, Plan<String>> plan) {
    this.file = file;
    this.change = change;
    this.plan = plan;
  }

  /** The name of its YAML file and of its drawing, without their endings. */
  String file() {
    return file;
  }

  String change() {
    return change;
  }

  Plan<String> plan(SevenModels models) {
    return plan.apply(models);
  }
}
