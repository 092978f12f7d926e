package io.waybill.cli;

import io.waybill.cli.DecisionsKept.Keeping;
import io.waybill.routing.feedback.DecisionLog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What is kept of the decisions of routers. */
final class DecisionOptions {
  private static final String BEGINS = "{\"kind\":";

  @Option(
      names = "--decisions",
      paramLabel = "FILE",
      description =
          "Add what every router decides to this file, a line each, for 'waybill router outcome',"
              + " 'decisions' and 'harvest'.")
  private Optional<Path> file = Optional.empty();

  @Option(
      names = "--no-text",
      description =
          "With --decisions: keep no texts. Without, they are kept without what has the looks of"
              + " private data.")
  private boolean noText;

  /**
   * Where they are kept.
   *
   * @throws Complaint if nothing can be written there
   */
  DecisionsKept open(Terminal terminal) {
    if (file.isEmpty()) {
      if (noText) {
        throw Complaint.wrong("--no-text says what --decisions FILE keeps: say both");
      }
      return DecisionsKept.NOWHERE;
    }
    mustBeOne(file.get());
    try {
      return new DecisionsKept(
          DecisionLog.at(file.get()),
          noText ? Keeping.DECISIONS : Keeping.DECISIONS_AND_TEXTS,
          terminal.err()::println);
    } catch (IllegalArgumentException e) {
      throw Complaint.trouble(String.valueOf(e.getMessage()));
    }
  }

  /** Nothing is added to a file of something else. */
  private static void mustBeOne(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try (var in = Files.newInputStream(file)) {
      var first = new String(in.readNBytes(BEGINS.length()), StandardCharsets.UTF_8);
      if (!BEGINS.startsWith(first)) {
        throw Complaint.wrong(
            "%s is there and holds no decisions: name another file".formatted(file));
      }
    } catch (IOException e) {
      throw Complaint.trouble("read", file, e);
    }
  }
}
