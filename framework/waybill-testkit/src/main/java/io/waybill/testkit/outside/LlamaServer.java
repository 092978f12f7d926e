package io.waybill.testkit.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * llama.cpp's {@code llama-server}, which speaks the wire of OpenAI, on the loopback address with a
 * toy model; one request at a time, on one thread.
 */
public final class LlamaServer implements AutoCloseable {
  /** What {@link Needs} calls it. */
  public static final String PROGRAM = "llama-server";

  /** What it calls its model. */
  public static final String MODEL = "toy";

  /** How many tokens a request may have, prompt and answer together. */
  public static final int CONTEXT = 16_384;

  private static final Duration SOON = Duration.ofSeconds(60);

  private final Outside server;
  private final URI root;
  private final Path model;
  private final HttpClient client = HttpClient.newHttpClient();

  private LlamaServer(Outside server, URI root, Path model) {
    this.server = server;
    this.root = root;
    this.model = model;
  }

  /** Starts it, and returns when it has loaded the model. */
  public static LlamaServer with(ToyModel toy) {
    int port = Outside.freePorts(1).get(0);
    var root = URI.create("http://127.0.0.1:" + port);
    try {
      var model = toy.in(Files.createTempDirectory("toy"));
      var server = Outside.start(PROGRAM, arguments(model, port), root.resolve("/health"));
      return new LlamaServer(server, root, model);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> arguments(Path model, int port) {
    // with as many threads as busy cores it is a hundred times slower than with one
    return List.of(
        ("-m %s -a %s --host 127.0.0.1 --port %d -t 1 -tb 1 -np 1 -c %d -s 1 --metrics --no-warmup"
                + " --no-ui")
            .formatted(model, MODEL, port, CONTEXT)
            .split(" "));
  }

  /** Where models are asked: {@code http://127.0.0.1:40123/v1}. */
  public URI url() {
    return root.resolve("/v1");
  }

  /** Tokens of prompts that it read, over all requests; those that it had in its cache not. */
  public long read() {
    return metric("prompt_tokens_total");
  }

  /** Tokens of prompts that it had in its cache, over all requests. */
  public long cached() {
    return metric("prompt_tokens_cached_total");
  }

  /** Tokens that it wrote, over all requests, whether or not anybody waited for them. */
  public long written() {
    return metric("tokens_predicted_total");
  }

  /**
   * Returns when it works on no request any more.
   *
   * @throws IllegalStateException if it still does after a minute
   */
  public void awaitIdle() {
    Mono.fromCallable(() -> metric("requests_processing"))
        .filter(working -> working == 0)
        .switchIfEmpty(Mono.error(() -> new IllegalStateException("it still works")))
        .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, Duration.ofMillis(5)))
        .timeout(
            SOON, Mono.error(() -> new IllegalStateException("it still works: " + server.said())))
        .block();
  }

  private long metric(String name) {
    var line = "llamacpp:" + name + " ";
    return metrics()
        .lines()
        .filter(each -> each.startsWith(line))
        .map(each -> Math.round(Double.parseDouble(each.substring(line.length()))))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("this llama-server counts no " + name));
  }

  private String metrics() {
    var request = HttpRequest.newBuilder(root.resolve("/metrics")).timeout(SOON).build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.close();
    try {
      Files.delete(model);
      Files.delete(model.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
