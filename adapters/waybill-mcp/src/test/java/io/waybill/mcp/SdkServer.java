package io.waybill.mcp;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator.ValidationResponse;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServer.AsyncSpecification;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.server.transport.HttpServletStreamableServerTransportProvider;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.ServerCapabilities;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import io.modelcontextprotocol.spec.McpSchema.ToolAnnotations;
import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * A server by another hand, the protocol's own SDK: over HTTP in Tomcat, and over stdio as a
 * program.
 */
final class SdkServer implements AutoCloseable {
  private static final McpJsonMapper JSON = new JacksonMcpJsonMapper(JsonMapper.shared());

  private final Tomcat tomcat;
  private final McpAsyncServer server;

  private SdkServer(Tomcat tomcat, McpAsyncServer server) {
    this.tomcat = tomcat;
    this.server = server;
  }

  public static void main(String[] none) {
    with(McpServer.async(new StdioServerTransportProvider(JSON)));
  }

  static SdkServer http(File folder) throws LifecycleException {
    var servlet =
        HttpServletStreamableServerTransportProvider.builder()
            .jsonMapper(JSON)
            .mcpEndpoint("/mcp")
            .build();
    var tomcat = new Tomcat();
    tomcat.setBaseDir(folder.getAbsolutePath());
    tomcat.setPort(0);
    tomcat.setSilent(true);
    var context = tomcat.addContext("", folder.getAbsolutePath());
    Tomcat.addServlet(context, "mcp", servlet).setAsyncSupported(true);
    context.addServletMappingDecoded("/*", "mcp");
    var server = with(McpServer.async(servlet));
    tomcat.getConnector();
    tomcat.start();
    return new SdkServer(tomcat, server);
  }

  private static McpAsyncServer with(AsyncSpecification<?> specification) {
    return specification
        .serverInfo("sdk", "1")
        .jsonMapper(JSON)
        .jsonSchemaValidator((schema, value) -> ValidationResponse.asValid(""))
        .capabilities(ServerCapabilities.builder().tools(true).build())
        .tools(
            tool("echo", given -> given.get("text")),
            tool(
                "add",
                given ->
                    Map.of(
                        "sum",
                        ((Number) given.get("a")).intValue()
                            + ((Number) given.get("b")).intValue())))
        .build();
  }

  private static AsyncToolSpecification tool(
      String name, Function<Map<String, Object>, Object> body) {
    boolean text = name.startsWith("echo");
    var properties =
        text
            ? Map.<String, Object>of("text", Map.of("type", "string"))
            : Map.<String, Object>of("a", Map.of("type", "number"), "b", Map.of("type", "number"));
    var tool =
        Tool.builder(
                name,
                Map.of(
                    "type",
                    "object",
                    "properties",
                    properties,
                    "required",
                    List.copyOf(properties.keySet())))
            .description(name)
            .annotations(new ToolAnnotations(null, true, false, true, false, null));
    if (!text) {
      tool.outputSchema(
          Map.of("type", "object", "properties", Map.of("sum", Map.of("type", "number"))));
    }
    return AsyncToolSpecification.builder()
        .tool(tool.build())
        .callHandler((exchange, request) -> Mono.just(result(body.apply(request.arguments()))))
        .build();
  }

  private static CallToolResult result(Object value) {
    return value instanceof String text
        ? CallToolResult.builder().addTextContent(text).build()
        : CallToolResult.builder()
            .addTextContent(value.toString())
            .structuredContent(value)
            .build();
  }

  String url() {
    return "http://127.0.0.1:%d/mcp".formatted(tomcat.getConnector().getLocalPort());
  }

  /** Adds a tool while it runs, and says so to whoever listens. */
  void grow() {
    server.addTool(tool("echo_twice", given -> "")).block(Desk.PATIENCE);
  }

  @Override
  public void close() throws LifecycleException {
    server.close();
    tomcat.stop();
    tomcat.destroy();
  }
}
