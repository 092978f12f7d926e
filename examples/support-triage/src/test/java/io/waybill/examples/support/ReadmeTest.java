package io.waybill.examples.support;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first program of the README is compiled and run as it stands there. */
class ReadmeTest {
  private static Path root() {
    var folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("LICENSE"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  @Test
  void theFirstProgramRunsAndPrintsAReceipt(@TempDir Path temp) throws Exception {
    var readme = Files.readString(root().resolve("README.md"));
    var code =
        Pattern.compile("(?s)```java\n(.*?)```")
            .matcher(readme)
            .results()
            .findFirst()
            .orElseThrow()
            .group(1);
    var name = code.replaceAll("(?s).*public class (\\w+).*", "$1");
    var source =
        Files.writeString(
            temp.resolve(name + ".java"),
            code.replace(
                "examples/support-triage/handbook",
                root().resolve("examples/support-triage/handbook").toString()));
    var errors = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                errors,
                "-proc:none",
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                temp.toString(),
                source.toString());
    assertEquals(0, exit, errors.toString(StandardCharsets.UTF_8));
    var printed = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try (var loader =
        new URLClassLoader(new URL[] {temp.toUri().toURL()}, getClass().getClassLoader())) {
      loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    } finally {
      System.setOut(before);
    }
    var said = printed.toString(StandardCharsets.UTF_8);
    assertTrue(said.contains("run ok"), said);
    assertTrue(said.contains("warranty"), said);
  }

  @Test
  void theWorkflowInTheReadmeIsTheOneInTheExample() throws Exception {
    var readme = Files.readString(root().resolve("README.md"));
    var file = Files.readString(root().resolve("examples/support-triage/handbook-answer.yaml"));
    assertTrue(readme.contains("```yaml\n" + file.strip() + "\n```"), "renew it from the file");
  }

  @Test
  void theReadmeIsShortAndItsCodeBeginsEarly() throws Exception {
    List<String> lines = Files.readAllLines(root().resolve("README.md"));
    assertTrue(
        lines.size() <= 150, "the README has " + lines.size() + " lines; a newcomer reads 150");
    assertTrue(lines.indexOf("```") < 30, "the first program ends after line 30");
  }
}
