package io.waybill.testkit.outside;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A program from outside that runs beside the tests until it is closed, or this JVM ends; its
 * children end with it. What it says goes to a file, and is told where it dies.
 */
public final class Outside implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration BETWEEN_PROBES = Duration.ofMillis(20);
  private static final int LAST_WORDS = 8_000;
  private static final int LOWEST_PORT = 10_240;

  /** From here on Linux gives them away; others begin higher. */
  private static final int HIGHEST_PORT = 32_768;

  private final String program;
  private final Process process;
  private final Path said;
  private final Thread atExit = new Thread(this::destroy, "ends what tests have started");

  private Outside(String program, Process process, Path said) {
    this.program = program;
    this.process = process;
    this.said = said;
  }

  /**
   * Starts a program, and returns when it answers.
   *
   * @param program as one would type it; where it is, {@link Needs} says
   * @param arguments what follows its name
   * @param ready what answers a GET with a status below 400 as soon as the program is ready
   * @throws IllegalStateException if the program is missing, dies, or is not ready within a minute;
   *     with the last of what it said
   */
  public static Outside start(String program, List<String> arguments, URI ready) {
    return start(program, arguments, ready, Surroundings.OURS);
  }

  static Outside start(String program, List<String> arguments, URI ready, Surroundings around) {
    var path =
        around.find(program).orElseThrow(() -> new IllegalStateException(around.missing(program)));
    var outside = started(program, path, arguments);
    try {
      outside.await(ready);
      return outside;
    } catch (RuntimeException e) {
      outside.end();
      throw e;
    }
  }

  private static Outside started(String program, Path path, List<String> arguments) {
    var command = new ArrayList<>(List.of(path.toString()));
    command.addAll(arguments);
    try {
      var said = Files.createTempFile(program, ".log");
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      var outside = new Outside(program, process, said);
      Runtime.getRuntime().addShutdownHook(outside.atExit);
      return outside;
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be started".formatted(path), e);
    }
  }

  private void await(URI ready) {
    var client = HttpClient.newHttpClient();
    var request = HttpRequest.newBuilder(ready).timeout(PATIENCE).build();
    var answers =
        Mono.defer(
                () ->
                    Mono.fromFuture(
                        client.sendAsync(request, HttpResponse.BodyHandlers.discarding())))
            .filter(answer -> answer.statusCode() < 400)
            .switchIfEmpty(Mono.error(() -> new IOException("not yet")))
            .retryWhen(Retry.fixedDelay(Long.MAX_VALUE, BETWEEN_PROBES))
            .timeout(PATIENCE, Mono.error(() -> failed("is not ready after " + PATIENCE)));
    var dies = Mono.fromFuture(process.onExit()).map(Process::exitValue);
    Mono.firstWithSignal(answers.thenReturn(true), dies.flatMap(this::died)).block();
  }

  private Mono<Boolean> died(int status) {
    return Mono.error(() -> failed("ended with status " + status));
  }

  private IllegalStateException failed(String how) {
    return new IllegalStateException("%s %s. It said:%n%s".formatted(program, how, said()));
  }

  /** The last of what it has said so far, on both of its outputs. */
  public String said() {
    try {
      // read as bytes: what a program says need not be text
      var all = new String(Files.readAllBytes(said), StandardCharsets.UTF_8);
      return all.substring(Math.max(0, all.length() - LAST_WORDS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Its number, as the operating system counts. */
  public long pid() {
    return process.pid();
  }

  /**
   * Ends it and its children.
   *
   * @throws IllegalStateException if it had ended by itself; with the last of what it said
   */
  @Override
  public void close() {
    // the process itself learns a moment later than its handle that it has ended
    var failure =
        process.toHandle().isAlive()
            ? null
            : failed("ended with status " + process.onExit().join().exitValue());
    end();
    if (failure != null) {
      throw failure;
    }
  }

  private void end() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    destroy();
  }

  private void destroy() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
    try {
      Files.deleteIfExists(said);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ports of the loopback address that nobody listens on, all different. They are drawn from below
   * those that systems give to whoever asks for any, so that no connection gets one by chance
   * before the program does that they are meant for.
   */
  public static List<Integer> freePorts(int count) {
    var held = new ArrayList<ServerSocket>();
    try {
      while (held.size() < count) {
        hold(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT)).ifPresent(held::add);
      }
      return held.stream().map(ServerSocket::getLocalPort).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      held.forEach(Outside::release);
    }
  }

  private static Optional<ServerSocket> hold(int port) throws IOException {
    try {
      return Optional.of(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
    } catch (BindException taken) {
      return Optional.empty();
    }
  }

  private static void release(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
