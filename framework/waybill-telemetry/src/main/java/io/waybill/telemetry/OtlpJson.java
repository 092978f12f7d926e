package io.waybill.telemetry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.opentelemetry.api.common.AttributeType;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.waybill.ledger.Waybill;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A finished run as OTLP JSON: an {@code ExportTraceServiceRequest} that Jaeger's upload and its
 * {@code POST /api/transform} take, no collector needed. The same run always has the same ids.
 */
public final class OtlpJson {
  /** Who traces say they are from, unless {@code OTEL_SERVICE_NAME} says otherwise. */
  static final String SERVICE = "waybill";

  private static final JsonFactory JSON = new JsonFactory();
  private static final int TRACE_ID = 16;
  private static final int SPAN_ID = 8;
  private static final int ERROR = 2;

  private final Waybill waybill;
  private final JsonGenerator json;
  private final long began;

  private OtlpJson(Waybill waybill, JsonGenerator json) {
    this.waybill = waybill;
    this.json = json;
    this.began = micros(waybill.started());
  }

  /** All of it as a text. */
  public static String of(Waybill waybill) {
    var text = new StringWriter();
    try {
      write(waybill, text);
    } catch (IOException e) {
      throw new UncheckedIOException("a text does not fail to be written", e);
    }
    return text.toString();
  }

  /** Writes it, and leaves the writer open. */
  public static void write(Waybill waybill, Writer to) throws IOException {
    var json = JSON.createGenerator(to).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    try (json) {
      new OtlpJson(waybill, json).request();
    }
  }

  /** Writes it to a file, in the place of what may be there. */
  public static void write(Waybill waybill, Path file) throws IOException {
    try (var writer = Files.newBufferedWriter(file)) {
      write(waybill, writer);
    }
  }

  /** The microsecond that a run is drawn to begin in. */
  static long micros(Instant started) {
    return Math.addExact(
        Math.multiplyExact(started.getEpochSecond(), 1_000_000L), started.getNano() / 1000);
  }

  private void request() throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("resourceSpans");
    json.writeStartObject();
    json.writeObjectFieldStart("resource");
    attributes(Attributes.builder().put("service.name", SERVICE).build());
    json.writeEndObject();
    json.writeArrayFieldStart("scopeSpans");
    json.writeStartObject();
    json.writeObjectFieldStart("scope");
    json.writeStringField("name", Names.SCOPE);
    json.writeEndObject();
    json.writeArrayFieldStart("spans");
    for (var drawn : Drawing.of(waybill)) {
      span(drawn);
    }
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
    json.writeEndArray();
    json.writeEndObject();
  }

  private void span(Drawn drawn) throws IOException {
    var node = drawn.node();
    json.writeStartObject();
    ids(node);
    if (node.parent != null) {
      json.writeStringField("parentSpanId", spanId(node.parent));
    }
    json.writeStringField("name", drawn.name());
    json.writeNumberField("kind", drawn.kind() == SpanKind.CLIENT ? 3 : 1);
    json.writeStringField("startTimeUnixNano", nanos(node.start));
    json.writeStringField("endTimeUnixNano", nanos(node.end));
    attributes(drawn.attributes());
    events(drawn.events());
    links(drawn);
    json.writeObjectFieldStart("status");
    if (drawn.error().isPresent()) {
      json.writeStringField("message", drawn.error().get());
      json.writeNumberField("code", ERROR);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private void events(List<Drawn.Event> events) throws IOException {
    json.writeArrayFieldStart("events");
    for (var event : events) {
      json.writeStartObject();
      json.writeStringField("timeUnixNano", nanos(event.at()));
      json.writeStringField("name", event.name());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void links(Drawn drawn) throws IOException {
    json.writeArrayFieldStart("links");
    for (var link : drawn.links()) {
      json.writeStartObject();
      ids(link);
      json.writeEndObject();
    }
    if (drawn.origin().isPresent()) {
      json.writeStartObject();
      json.writeStringField("traceId", drawn.origin().get().getTraceId());
      json.writeStringField("spanId", drawn.origin().get().getSpanId());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void ids(Node node) throws IOException {
    json.writeStringField("traceId", id(TRACE_ID, "trace " + node.part.number));
    json.writeStringField("spanId", spanId(node));
  }

  private String spanId(Node node) {
    return id(SPAN_ID, "span " + node.serial);
  }

  private String id(int bytes, String what) {
    try {
      var text = "waybill " + waybill.run() + " " + what;
      var digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private String nanos(long micros) {
    return Long.toString((began + micros) * 1000);
  }

  private void attributes(Attributes attributes) throws IOException {
    json.writeArrayFieldStart("attributes");
    for (var entry : attributes.asMap().entrySet()) {
      json.writeStartObject();
      json.writeStringField("key", entry.getKey().getKey());
      json.writeFieldName("value");
      value(entry.getKey().getType(), entry.getValue());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** Whole numbers are texts in JSON, as protobuf has it. */
  private void value(AttributeType type, Object value) throws IOException {
    json.writeStartObject();
    switch (type) {
      case STRING -> json.writeStringField("stringValue", (String) value);
      case BOOLEAN -> json.writeBooleanField("boolValue", (Boolean) value);
      case LONG -> json.writeStringField("intValue", value.toString());
      case DOUBLE -> json.writeNumberField("doubleValue", (Double) value);
      default -> {
        json.writeObjectFieldStart("arrayValue");
        json.writeArrayFieldStart("values");
        for (var each : (List<?>) value) {
          value(AttributeType.STRING, each.toString());
        }
        json.writeEndArray();
        json.writeEndObject();
      }
    }
    json.writeEndObject();
  }
}
