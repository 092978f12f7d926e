package io.waybill.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that mean harm are refused, in little work and by name. */
class HostileTest {
  /** Far above what any of these needs; far below what any would need without the limits. */
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path outside;
  Path path;
  WorkflowFolder folder;

  @BeforeEach
  void files() throws IOException {
    path = Files.createDirectory(outside.resolve("inside"));
    folder = WorkflowFolder.in(path);
    Files.writeString(outside.resolve("secret.md"), "the secret");
  }

  private String refusal(String text) {
    return assertTimeoutPreemptively(SOON, () -> folder.problems(text)).get(0);
  }

  private String refusal(byte[] bytes) throws IOException {
    var file = Files.write(path.resolve("hostile.yaml"), bytes);
    return assertTimeoutPreemptively(
            SOON, () -> assertThrows(YamlException.class, () -> Yaml.read(file, Shop.catalog())))
        .problems()
        .get(0)
        .message();
  }

  @Test
  void anAliasBomb() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 30; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(9)));
    }
    assertEquals("workflow.yaml:1:5 a0 has the anchor &a0: leave it out", refusal(bomb.toString()));
  }

  @Test
  void nestingTenThousandDeep() {
    assertTrue(refusal("[".repeat(10_000)).endsWith("is nested more than 50 deep"));
    assertTrue(refusal("{a: ".repeat(10_000)).endsWith("is nested more than 50 deep"));
    assertTrue(refusal("- ".repeat(10_000)).endsWith("is nested more than 50 deep"));
    var blocks =
        IntStream.range(0, 1_000)
            .mapToObj(i -> " ".repeat(i) + "a:\n")
            .collect(Collectors.joining());
    assertTrue(refusal(blocks).endsWith("is nested more than 50 deep"));
  }

  @Test
  void twoMebibytes() throws IOException {
    assertEquals("workflow.yaml:1:1 is larger than 1 MiB", refusal("a".repeat(2 << 20)));
    assertEquals(
        "is larger than 1 MiB", refusal("a".repeat(2 << 20).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aMillionValues() {
    assertTrue(refusal("[" + "1,".repeat(500_000)).endsWith("more than 20,000 values"));
    assertTrue(refusal("{".repeat(300_000)).endsWith("has a key that is no text"));
  }

  @Test
  void keysTwice() {
    var keys = "a: 1\n".repeat(5_000);
    assertEquals("workflow.yaml:2:1 has 'a' twice; the first is in line 1", refusal(keys));
  }

  @Test
  void aTagThatNamesAClass() {
    assertEquals(
        "workflow.yaml:1:7 plan has the YAML tag !!javax.script.ScriptEngineManager: leave it out"
            .replace("!!", "tag:yaml.org,2002:"),
        refusal("plan: !!javax.script.ScriptEngineManager [a]\n"));
  }

  @Test
  void charactersThatAreNone() throws IOException {
    assertEquals(
        "workflow.yaml:1:8 has the character U+0000, which no text file needs",
        refusal("plan: a\0b\n"));
    assertEquals(
        "workflow.yaml:2:3 has the character U+D800, which no text file needs",
        refusal("a: 1\nb:\uD800\n"));
    assertEquals(
        "workflow.yaml:1:7 plan has an escape for a character that no text needs",
        refusal("plan: \"\\ud800\"\n"));
    assertEquals(
        "workflow.yaml:1:7 plan has an escape for a character that no text needs",
        refusal("plan: \"\\0\"\n"));
    assertEquals(
        "is not UTF-8: save it as UTF-8",
        refusal(new byte[] {'a', ':', ' ', (byte) 0xED, (byte) 0xA0, (byte) 0x80}));
  }

  @Test
  void aGiantKey() {
    assertTrue(
        refusal("? " + "k".repeat(500_000) + "\n: 1\n").endsWith("has a key of 500000 characters"));
    var unknown = "\"" + "k".repeat(199) + "\": 1\n";
    assertTrue(refusal(unknown.repeat(1)).length() < 300);
  }

  @Test
  void aPathThatLeadsOut() {
    for (var name :
        new String[] {
          "../secret.md", "../../etc/passwd", "/etc/passwd", "prompts/../../secret.md"
        }) {
      var refused =
          refusal(TwoPensTest.SUPPORT.replace("file:prompts/technical.md", "file:" + name));
      assertTrue(
          refused.contains("is not below the workflow's folder")
              || refused.contains("does not exist"),
          refused);
      assertTrue(!refused.contains("secret") || refused.contains("'" + name + "'"), refused);
    }
  }

  @Test
  void aLinkThatLeadsOut() throws IOException {
    Files.createSymbolicLink(path.resolve("prompts/link.md"), outside.resolve("secret.md"));
    Files.createSymbolicLink(path.resolve("out"), outside);
    for (var name : new String[] {"prompts/link.md", "out/secret.md"}) {
      assertTrue(
          refusal(TwoPensTest.SUPPORT.replace("file:prompts/technical.md", "file:" + name))
              .endsWith("names '" + name + "', a link that leads out of the workflow's folder"));
    }
    assertTrue(
        refusal(TwoPensTest.SUPPORT.replace("folder: handbook/", "folder: out"))
            .endsWith("names 'out', a link that leads out of the workflow's folder"));
  }

  @Test
  void aFolderWhereAFileBelongs() {
    assertTrue(
        refusal(TwoPensTest.SUPPORT.replace("file:prompts/technical.md", "file:prompts"))
            .endsWith("names 'prompts', which is a folder; it must be a file"));
  }

  @Test
  void plansThatDouble() {
    var plans = new StringBuilder("waybill: 1\nplan: doubling\nplans:\n");
    plans.append("  p0: { steps: { a: { value: 1 } }, output: \"${{ steps.a }}\" }\n");
    for (int i = 1; i <= 15; i++) {
      plans.append(
          "  p%d: { steps: { a: { plan: p%d }, b: { plan: p%d, needs: [] }, c: { value: [\"${{ steps.a }}\", \"${{ steps.b }}\"] } }, output: \"${{ steps.c }}\" }\n"
              .formatted(i, i - 1, i - 1));
    }
    plans.append("steps: { a: { plan: p15 } }\noutput: ${{ steps.a }}\n");
    assertTrue(
        refusal(plans.toString())
            .endsWith(
                "is more than 20,000 steps or 16 plans deep, with all the plans that it runs"));
  }

  @Test
  void plansInsidePlansInsidePlans() {
    for (boolean backwards : new boolean[] {true, false}) {
      var lines = new ArrayList<String>();
      lines.add("  p0: { steps: { a: { value: 1 } }, output: \"${{ steps.a }}\" }\n");
      for (int i = 1; i < 900; i++) {
        lines.add(
            "  p%d: { steps: { a: { plan: p%d } }, output: \"${{ steps.a }}\" }\n"
                .formatted(i, i - 1));
      }
      if (backwards) {
        Collections.reverse(lines);
      }
      var refused =
          refusal(
              "waybill: 1\nplan: deep\nplans:\n"
                  + String.join("", lines)
                  + "steps: { a: { plan: p899 } }\noutput: ${{ steps.a }}\n");
      assertTrue(refused.contains("16 plans deep"), refused);
    }
  }

  @Test
  void thousandsOfProblemsAboutThousandsOfNames() {
    var text = new StringBuilder("waybill: 1\nplan: wrong\nsteps:\n");
    for (int i = 0; i < 4_000; i++) {
      text.append("  step_%d: { value: \"${{ steps.stp_%d }}\" }\n".formatted(i, i));
    }
    text.append("output: ${{ steps.step_1 }}\n");
    var problems = assertTimeoutPreemptively(SOON, () -> folder.problems(text.toString()));
    assertEquals(100, problems.size());
    assertTrue(problems.stream().allMatch(problem -> problem.length() < 300));
  }

  @Test
  void anExpressionThatNests() {
    var deep = "${{ " + "steps.a[".repeat(50_000) + " }}";
    assertTrue(
        refusal(WorkflowFolder.workflow("last: { value: \"%s\" }".formatted(deep)))
            .contains("steps.last.value"));
    var holes = "${{ inputs.ticket }}".repeat(20_000);
    var plan =
        assertTimeoutPreemptively(
            SOON,
            () -> folder.read(WorkflowFolder.workflow("last: { value: \"%s\" }".formatted(holes))));
    assertEquals(1, plan.steps().size());
  }

  @Test
  void aPromptThatIsNamedAThousandTimes() {
    folder.with("prompts/large.md", "x".repeat(900_000));
    var steps = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      steps.append("s%d: { model: small, prompt: \"file:prompts/large.md\" }\n".formatted(i));
    }
    assertTrue(
        refusal(
                WorkflowFolder.workflow(steps + "last: { value: 1 }")
                    .concat("models: { small: { provider: quote } }\n"))
            .endsWith("names one more prompt; 4 MiB of them are enough"));
  }
}
