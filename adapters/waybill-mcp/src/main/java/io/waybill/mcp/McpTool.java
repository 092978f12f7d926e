package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import reactor.core.publisher.Mono;

/**
 * A tool of an MCP server, as it was pinned. As work it takes its arguments by name, checked before
 * they leave, and gives what the tool answers: data if the tool declares a structure, else its
 * text, else its parts as a list of maps. A call whose outcome nobody knows fails as {@link
 * ErrorKind#AMBIGUOUS} if the tool is {@link WorkInfo.Effects#CONSEQUENTIAL}.
 */
public final class McpTool implements Work<Map<String, Object>, Object> {
  private final Connection connection;
  private final Definition definition;
  private final Server.Rule rule;
  private final Keys keys;
  private final Schema arguments;
  private final Optional<Schema> answer;
  private final WorkInfo info;

  McpTool(Server server, Definition definition, Keys keys, Connection connection) {
    this.connection = connection;
    this.definition = definition;
    this.rule = server.rule(definition.name());
    this.keys = keys;
    this.arguments = new Schema(definition.input()).closed();
    this.answer = definition.output().map(Schema::new);
    this.info = info(server);
  }

  private WorkInfo info(Server server) {
    return WorkInfo.named("mcp.%s.%s".formatted(server.name(), definition.name()))
        .version(definition.digest())
        .model(server.name() + "." + definition.name())
        .config(Map.of("arguments", Json.text(Json.canonical(arguments.root()))))
        .types(Map.class, Object.class)
        .effects(rule.effects())
        .trust(rule.trust())
        .location(server.location())
        .build();
  }

  /** As its server calls it: {@code search}. */
  public String name() {
    return definition.name();
  }

  /** What a model is told of it: the server's words, as they were pinned. */
  public String description() {
    return definition.description();
  }

  /**
   * What it takes, as a JSON Schema of maps, lists, texts, booleans and numbers: the server's,
   * closed, so that an object takes only the properties that it lists.
   */
  @SuppressWarnings("unchecked") // the schema of arguments is an object: a definition is checked
  public Map<String, Object> arguments() {
    return (Map<String, Object>) Objects.requireNonNull(Json.plain(arguments.root()));
  }

  @Override
  public WorkInfo info() {
    return info;
  }

  @Override
  public Bound bound(Map<String, Object> given) {
    return rule.free() ? Bound.NOTHING : Bound.UNKNOWN;
  }

  @Override
  public Mono<Outcome<Object>> perform(Map<String, Object> given, CallContext call) {
    return Mono.fromCallable(() -> params(given, call))
        .flatMap(params -> connection.ready().flatMap(session -> asked(session, params, call)))
        .map(value -> Outcome.of(value, usage(), Outcome.Kind.COMPUTED))
        .onErrorMap(Fault.class, fault -> fault.of(rule.effects(), usage()));
  }

  /** No server says what a call costs. */
  private Usage usage() {
    return rule.free() ? Usage.NONE : Usage.UNKNOWN;
  }

  private Mono<Object> asked(Session session, ObjectNode params, CallContext call) {
    return Mono.defer(
        () -> {
          call.used(usage());
          call.reached(CallContext.Moment.SENT);
          return session
              .ask("tools/call", params, rule.timeout())
              .doOnNext(answered -> call.reached(CallContext.Moment.LAST))
              .map(answered -> new Result(answered).value(answer, session, keys));
        });
  }

  private ObjectNode params(Map<String, Object> given, CallContext call) {
    var params = Json.NODES.objectNode().put("name", definition.name());
    params.set("arguments", checked(given));
    if (!call.headers().isEmpty()) {
      var meta = params.putObject("_meta");
      call.headers().forEach(meta::put);
    }
    return params;
  }

  private JsonNode checked(Map<String, Object> given) {
    var json = json(given);
    var problems = arguments.problems(json);
    if (!problems.isEmpty()) {
      throw invalid("arguments of '%s': %s".formatted(info.name(), String.join("; ", problems)));
    }
    return json;
  }

  private JsonNode json(Map<String, Object> given) {
    try {
      return Json.MAPPER.valueToTree(given);
    } catch (IllegalArgumentException e) {
      throw invalid("arguments of '%s' are no JSON: %s".formatted(info.name(), e.getMessage()));
    }
  }

  private static WorkException invalid(String why) {
    return new WorkException(ErrorKind.INVALID, Usage.NONE, why);
  }
}
