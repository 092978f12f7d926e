package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The small project in {@code src/test/consumer} is built against LangChain4j's newest core, and
 * run, on a class path that has no other part of LangChain4j.
 */
@Timeout(120)
class NewestTest {
  @TempDir Path built;

  @Test
  void aProjectOnTheNewestCoreAloneBuildsAndRuns() throws Exception {
    var path = classPath();
    compile(path);
    path.add(0, built);
    var urls = new ArrayList<URL>();
    for (var part : path) {
      urls.add(part.toUri().toURL());
    }
    try (var loader =
        new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
      var core = loader.loadClass("dev.langchain4j.model.chat.ChatModel");
      assertTrue(core.getProtectionDomain().getCodeSource().toString().contains("newest"));
      assertThrows(
          ClassNotFoundException.class,
          () -> loader.loadClass("dev.langchain4j.model.openai.OpenAiTokenUsage"));
      var consumer =
          (Callable<?>) loader.loadClass("consumer.Consumer").getConstructor().newInstance();
      assertEquals("Verdict[stars=4, sure=true], 60 tokens, 7 postings", consumer.call());
    }
  }

  /** What these tests run on, with the newest core in the place of all that LangChain4j has. */
  private static List<Path> classPath() throws IOException {
    var path = new ArrayList<Path>();
    try (var newest = Files.list(Path.of("target/newest"))) {
      path.addAll(newest.toList());
    }
    assertEquals(1, path.size(), "there should be one newest core: " + path);
    Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(part -> !new File(part).getName().startsWith("langchain4j"))
        .map(Path::of)
        .forEach(path::add);
    return path;
  }

  private void compile(List<Path> path) {
    var out = new java.io.ByteArrayOutputStream();
    var classPath = String.join(File.pathSeparator, path.stream().map(Path::toString).toList());
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                out,
                out,
                "-proc:none",
                "-classpath",
                classPath,
                "-d",
                built.toString(),
                "src/test/consumer/consumer/Consumer.java");
    assertEquals(0, failed, out::toString);
  }
}
