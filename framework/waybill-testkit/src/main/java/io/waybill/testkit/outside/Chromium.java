package io.waybill.testkit.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;

/** Chromium without a window, told what to do over its DevTools protocol. */
public final class Chromium implements AutoCloseable {
  /** What {@link Needs} calls it. */
  public static final String PROGRAM = "chromium";

  private static final Duration SOON = Duration.ofSeconds(60);
  private static final JsonMapper JSON = new JsonMapper();

  private final Outside browser;
  private final URI root;
  private final Path profile;
  private final HttpClient client = HttpClient.newHttpClient();

  private Chromium(Outside browser, URI root, Path profile) {
    this.browser = browser;
    this.root = root;
    this.profile = profile;
  }

  /** Starts it with a profile of its own, and returns when it listens. */
  public static Chromium start() {
    int port = Outside.freePorts(1).get(0);
    var root = URI.create("http://127.0.0.1:" + port);
    try {
      var profile = Files.createTempDirectory("chromium");
      var arguments =
          List.of(
              "--headless",
              "--no-sandbox",
              "--disable-gpu",
              "--disable-dev-shm-usage",
              "--no-first-run",
              "--disable-background-networking",
              "--user-data-dir=" + profile,
              "--remote-debugging-port=" + port,
              Tab.EMPTY);
      var browser = Outside.start(PROGRAM, arguments, root.resolve("/json/version"));
      return new Chromium(browser, root, profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Opens an empty page in a window of that size. */
  public Tab tab(int width, int height) {
    var request =
        HttpRequest.newBuilder(root.resolve("/json/new?" + Tab.EMPTY))
            .timeout(SOON)
            .method("PUT", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      var answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode target = JSON.readTree(answer);
      var socket = URI.create(target.path("webSocketDebuggerUrl").asText());
      var tab = new Tab(Wired.to(client, socket), root, target.path("id").asText());
      tab.size(width, height);
      return tab;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    browser.close();
    try {
      Files.walkFileTree(profile, new Deleting());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Files of a browser that is going away may go by themselves. */
  private static final class Deleting extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(
        Path folder, @org.jspecify.annotations.Nullable IOException e) throws IOException {
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
