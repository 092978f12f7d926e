package io.waybill.benchmarks.routers;

import io.waybill.routing.data.Normal;
import io.waybill.routing.data.Rows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;

/**
 * Fits and judges routers on public data, and prints each figure with its mean and deviation:
 * always on rows that the router has not seen. A text that stands twice in a file is taken once.
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

  /** Those of a file, each text once: a copy in another fold would tell the answer. */
  static Rows rows(Path file, String... needed) {
    var all = Rows.read(file, List.of(needed));
    var once = once(all);
    if (once.size() < all.size()) {
      System.out.printf(
          "%n%s: %,d of %,d rows left out, as their text stands above them%n",
          file, all.size() - once.size(), all.size());
    }
    return once;
  }

  /** The first of all rows whose texts differ in nothing to a reader. */
  static Rows once(Rows rows) {
    var seen = new HashSet<String>();
    return rows.only(row -> seen.add(Normal.form(row.text())));
  }
}
