package io.waybill.testkit.outside;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A page in {@link Chromium}: what it asked for, what went wrong on it, and what is on it. */
public final class Tab implements AutoCloseable {
  /** What a tab begins with. */
  static final String EMPTY = "about:blank";

  private final Wired wired;
  private final String id;

  Tab(Wired wired, URI root, String id) {
    this.wired = wired;
    this.id = id + "@" + root;
    for (var domain : List.of("Page", "Network", "Runtime", "Log")) {
      wired.ask(domain + ".enable", Map.of());
    }
  }

  void size(int width, int height) {
    wired.ask(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Opens a page, and returns when it has loaded. */
  public Tab open(URI page) {
    var loaded = loaded();
    wired.ask("Page.navigate", Map.of("url", page.toString()));
    loaded.join();
    return this;
  }

  /** The end of the next page, which is not that of the empty one that a tab begins with. */
  private CompletableFuture<JsonNode> loaded() {
    return wired
        .next("Page.frameNavigated")
        .thenCompose(
            to ->
                to.path("frame").path("url").asText().equals(EMPTY)
                    ? loaded()
                    : wired.next("Page.loadEventFired"));
  }

  /** What the page would look like to whoever likes the dark, or the light. */
  public Tab preferring(String scheme) {
    var feature = Map.of("name", "prefers-color-scheme", "value", scheme);
    wired.ask("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
    return this;
  }

  /** From here on no script of a page runs. */
  public Tab withoutScripts() {
    wired.ask("Emulation.setScriptExecutionDisabled", Map.of("value", true));
    return this;
  }

  /**
   * What an expression of JavaScript comes to on the page; of a promise, what it keeps.
   *
   * @throws IllegalStateException if it throws
   */
  public JsonNode evaluate(String expression) {
    var answer =
        wired.ask(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.has("exceptionDetails")) {
      throw new IllegalStateException(expression + ": " + answer.path("exceptionDetails"));
    }
    return answer.path("result").path("value");
  }

  /** Presses a key: {@code Tab}, {@code Enter}. */
  public Tab press(String key) {
    int code = key.equals("Enter") ? 13 : 9;
    var text = key.equals("Enter") ? "\r" : "";
    for (var type : List.of("keyDown", "keyUp")) {
      wired.ask(
          "Input.dispatchKeyEvent",
          Map.of(
              "type", type, "key", key, "code", key, "windowsVirtualKeyCode", code, "text", text));
    }
    return this;
  }

  /** The addresses of all that was asked for, in the order of asking. */
  public List<String> requests() {
    return wired.events().stream()
        .filter(event -> event.method().equals("Network.requestWillBeSent"))
        .map(event -> event.params().path("request").path("url").asText())
        .toList();
  }

  /** Errors of scripts, what was written to the console, and what a policy did not allow. */
  public List<String> complaints() {
    return wired.events().stream()
        .filter(
            event ->
                List.of("Runtime.exceptionThrown", "Runtime.consoleAPICalled", "Log.entryAdded")
                    .contains(event.method()))
        .map(event -> event.method() + " " + event.params())
        .toList();
  }

  /** Which it is: {@code 1A2B@http://127.0.0.1:40123}. */
  @Override
  public String toString() {
    return id;
  }

  @Override
  public void close() {
    wired.ask("Page.close", Map.of());
    wired.close();
  }
}
