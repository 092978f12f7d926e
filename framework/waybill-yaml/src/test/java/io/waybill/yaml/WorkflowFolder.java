package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.waybill.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A folder with the files that the workflows of these tests name. */
record WorkflowFolder(Path path) {
  static WorkflowFolder in(Path path) {
    return new WorkflowFolder(path)
        .with("intents.jsonl", "two examples\n")
        .with("handbook/refunds.md", "Refunds take five days.\n")
        .with(
            "prompts/technical.md",
            "Mend it with:\n${{ steps.facts }}\n\nWhat is broken: ${{ steps.redact }}\n");
  }

  WorkflowFolder with(String name, String text) {
    try {
      var file = path.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Plan<?> read(String text) {
    return Yaml.read(text, path, Shop.catalog());
  }

  /** What is wrong with a text, a line each. */
  List<String> problems(String text) {
    return assertThrows(YamlException.class, () -> read(text)).problems().stream()
        .map(YamlException.Problem::toString)
        .toList();
  }

  /** Lines between a head and a foot that any workflow has; the first line of it is line 5. */
  static String workflow(String steps) {
    return """
        waybill: 1
        plan: small
        inputs: { ticket: { type: text }, count: { type: number }, tags: { type: list } }
        steps:
        %s
        output: ${{ steps.last }}
        """
        .formatted(steps.indent(2).stripTrailing());
  }
}
