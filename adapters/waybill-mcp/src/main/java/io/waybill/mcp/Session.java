package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * A conversation with a server: requests, and the answers that belong to them. Declares nothing of
 * its own, so that a server may ask it for nothing but whether it is still there.
 */
final class Session implements Wire.Ear {
  static final String CHANGED = "notifications/tools/list_changed";

  /** Newest first; the first is offered. */
  private static final List<String> VERSIONS =
      List.of("2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");

  private static final int MOST_PAGES = 100;
  private static final int MOST_TOOLS = 1_000;

  private final Server server;
  private final Keys keys;
  private final AtomicLong ids = new AtomicLong();
  private final Map<Long, MonoSink<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Fault> end = new AtomicReference<>();
  private volatile boolean changed;
  private volatile @Nullable Wire wire;

  Session(Server server, Keys keys) {
    this.server = server;
    this.keys = keys;
  }

  /** Says over which wire it speaks. */
  void on(Wire open) {
    wire = open;
    if (ended()) {
      open.drop();
    }
  }

  /** Greets the server. */
  Mono<Session> greet() {
    var hello = Json.NODES.objectNode().put("protocolVersion", VERSIONS.get(0));
    hello.putObject("capabilities");
    hello.putObject("clientInfo").put("name", "waybill").put("version", version());
    return ask("initialize", hello, server.limits().connect()).flatMap(this::agreed);
  }

  private static String version() {
    var version = Session.class.getPackage().getImplementationVersion();
    return version == null ? "unreleased" : version;
  }

  private Mono<Session> agreed(JsonNode hello) {
    var spoken = hello.path("protocolVersion").asText("");
    if (!VERSIONS.contains(spoken)) {
      return Mono.error(
          Fault.before(
              ErrorKind.INVALID,
              told("it speaks version '%s' of MCP; known: %s")
                  .formatted(keys.scrubbed(spoken, 40), String.join(", ", VERSIONS))));
    }
    wire().agreed(spoken);
    var ready = message("notifications/initialized", Json.NODES.objectNode());
    return Mono.create(sink -> wire().send(ready, () -> sink.success(this)));
  }

  /** Everything that it offers now. */
  Mono<ToolList> tools() {
    wire().listen();
    return page(new ArrayList<>(), "", new HashSet<>())
        .map(
            tools -> {
              try {
                return ToolList.of(tools);
              } catch (IllegalArgumentException e) {
                throw unfit(e);
              }
            });
  }

  private Mono<List<Definition>> page(List<Definition> tools, String cursor, Set<String> seen) {
    var from = Json.NODES.objectNode();
    if (!cursor.isEmpty()) {
      from.put("cursor", cursor);
    }
    return ask("tools/list", from, server.limits().connect())
        .flatMap(
            page -> {
              tools.addAll(listed(page));
              var next = page.path("nextCursor").asText("");
              if (next.isEmpty()) {
                return Mono.just(tools);
              }
              return seen.add(next) && seen.size() < MOST_PAGES && tools.size() <= MOST_TOOLS
                  ? page(tools, next, seen)
                  : Mono.error(
                      Fault.before(ErrorKind.INVALID, told("its list of tools does not end")));
            });
  }

  private List<Definition> listed(JsonNode page) {
    var tools = new ArrayList<Definition>();
    try {
      page.path("tools").forEach(tool -> tools.add(Definition.of(tool)));
    } catch (IllegalArgumentException e) {
      throw unfit(e);
    }
    return tools;
  }

  private Fault unfit(IllegalArgumentException e) {
    return Fault.before(
        ErrorKind.INVALID, told("it lists " + keys.scrubbed(String.valueOf(e.getMessage()), 300)));
  }

  /**
   * One request. Whoever stops waiting, or waits for longer than that, has the server told that the
   * answer is not wanted any more.
   */
  Mono<JsonNode> ask(String method, ObjectNode params, Duration patience) {
    return Mono.<JsonNode>create(sink -> ask(method, params, sink))
        .publishOn(Schedulers.parallel())
        .timeout(patience)
        .onErrorMap(
            TimeoutException.class,
            late ->
                Fault.after(
                    ErrorKind.STALLED,
                    told("it did not answer %s within %s".formatted(method, patience))));
  }

  private void ask(String method, ObjectNode params, MonoSink<JsonNode> sink) {
    long id = ids.incrementAndGet();
    sink.onCancel(() -> abandon(id, method));
    waiting.put(id, sink);
    var over = end.get();
    if (over != null) {
      failed(id, Fault.before(over.kind(), over.words()));
      return;
    }
    wire().send(message(method, params).put("id", id));
  }

  private void abandon(long id, String method) {
    if (waiting.remove(id) == null) {
      return;
    }
    wire().forget(id);
    if (!method.equals("initialize") && end.get() == null) {
      var which = Json.NODES.objectNode().put("requestId", id);
      tell("notifications/cancelled", which.put("reason", "nobody waits for it any more"));
    }
  }

  private void tell(String method, ObjectNode params) {
    wire().send(message(method, params));
  }

  private static ObjectNode message(String method, ObjectNode params) {
    return Json.NODES
        .objectNode()
        .put("jsonrpc", "2.0")
        .put("method", method)
        .<ObjectNode>set("params", params);
  }

  @Override
  public void heard(JsonNode message) {
    if (message.isArray()) {
      message.forEach(this::heard);
    } else if (message.has("method")) {
      asked(message);
    } else if (message.path("id").isIntegralNumber()) {
      answered(message.path("id").longValue(), message);
    }
  }

  private void asked(JsonNode message) {
    if (!message.has("id")) {
      if (message.path("method").asText().equals(CHANGED)) {
        changed = true;
      }
      return;
    }
    var reply = Json.NODES.objectNode().put("jsonrpc", "2.0");
    reply.set("id", message.path("id"));
    if (message.path("method").asText().equals("ping")) {
      reply.putObject("result");
    } else {
      reply.putObject("error").put("code", -32601).put("message", "this client has no such method");
    }
    wire().send(reply);
  }

  private void answered(long id, JsonNode answer) {
    var sink = waiting.remove(id);
    if (sink == null) {
      return;
    }
    if (answer.path("error").isObject()) {
      sink.error(error(answer.path("error")));
    } else {
      sink.success(answer.path("result"));
    }
  }

  private Fault error(JsonNode error) {
    int code = error.path("code").asInt();
    var said = told("it says: " + keys.scrubbed(error.path("message").asText("nothing"), 1_000));
    return switch (code) {
      case -32603 -> Fault.after(ErrorKind.TRANSIENT, said);
      // a person has to visit a page first
      case -32042 -> Fault.before(ErrorKind.AUTH, said);
      default -> Fault.after(ErrorKind.INVALID, said);
    };
  }

  @Override
  public void failed(long id, Fault why) {
    var sink = waiting.remove(id);
    if (sink != null) {
      sink.error(why);
    }
  }

  @Override
  public void over(Fault why) {
    if (end.compareAndSet(null, why)) {
      List.copyOf(waiting.keySet()).forEach(id -> failed(id, why));
    }
  }

  @Override
  public void deaf() {
    changed = true;
  }

  boolean ended() {
    return end.get() != null;
  }

  /** Whether the server has said, or may have said, that its tools are others now. */
  boolean changed() {
    return changed;
  }

  /** From here on only later changes count. */
  void looking() {
    changed = false;
  }

  /** A message that begins with whose fault it is. */
  String told(String what) {
    return "MCP server '%s': %s".formatted(server.name(), what);
  }

  /** Closes it without waiting for the end. */
  void drop() {
    var ignored = close();
  }

  CompletableFuture<Void> close() {
    over(Fault.before(ErrorKind.CANCELLED, told("its connection was closed")));
    var open = wire;
    return open == null ? CompletableFuture.completedFuture(null) : open.close();
  }

  private Wire wire() {
    var open = wire;
    if (open == null) {
      throw new IllegalStateException("nothing is said before a wire is open");
    }
    return open;
  }
}
