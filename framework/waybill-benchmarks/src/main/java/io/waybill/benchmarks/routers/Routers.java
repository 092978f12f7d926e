package io.waybill.benchmarks.routers;

import io.waybill.routing.data.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Fits and judges routers on public data, and prints each figure with its mean and deviation:
 * always on rows that the router has not seen.
 *
 * <p>The folder has {@code clinc150/{train,val,oos_train,oos_val}.jsonl}, {@code
 * banking77/train.jsonl} and {@code mmlu-two-models/train.jsonl}; what is not there is left out.
 */
public final class Routers {
  static final int FOLDS = 5;

  private Routers() {}

  public static void main(String[] args) {
    if (args.length == 0 || !Files.isDirectory(Path.of(args[0]))) {
      System.err.println("Say in which folder the data is: run -routers FOLDER [minilm+bge …]");
      System.exit(2);
    }
    var folder = Path.of(args[0]);
    var encoders =
        args.length > 1 ? List.of(args).subList(1, args.length) : List.of("minilm", "minilm+bge");
    for (var encoder : encoders) {
      if (Files.isDirectory(folder.resolve("clinc150"))) {
        new Intents(folder.resolve("clinc150"), encoder).run();
      }
      if (Files.isDirectory(folder.resolve("banking77"))) {
        new FewExamples(rows(folder.resolve("banking77/train.jsonl"), "label"), encoder).run();
      }
      if (Files.isDirectory(folder.resolve("mmlu-two-models"))) {
        new TwoModels(rows(folder.resolve("mmlu-two-models/train.jsonl")), encoder).run();
      }
    }
    System.exit(0);
  }

  static Rows rows(Path file, String... needed) {
    return Rows.read(file, List.of(needed));
  }
}
