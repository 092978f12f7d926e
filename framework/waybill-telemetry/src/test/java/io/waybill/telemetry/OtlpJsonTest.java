package io.waybill.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpJsonTest {
  @Test
  void itIsWhatProtobufSaysAnExportIs() throws IOException {
    for (long seed = 0; seed < 50; seed++) {
      var waybill = Runs.of(seed);
      var drawn = Drawing.of(waybill);
      var request = Proto.request(OtlpJson.of(waybill));
      assertEquals(1, request.getResourceSpansCount());
      var resource = request.getResourceSpans(0);
      assertEquals("service.name", resource.getResource().getAttributes(0).getKey());
      var spans = resource.getScopeSpans(0).getSpansList();
      assertEquals(drawn.size(), spans.size());
      var ids = spans.stream().map(Span::getSpanId).collect(Collectors.toSet());
      assertEquals(spans.size(), ids.size());
      for (int i = 0; i < spans.size(); i++) {
        same(drawn.get(i), spans.get(i), OtlpJson.micros(waybill.started()));
        assertEquals(spans.get(i).getParentSpanId().isEmpty(), drawn.get(i).node().parent == null);
        assertEquals(8, spans.get(i).getSpanId().size());
        assertEquals(16, spans.get(i).getTraceId().size());
        spans.get(i).getLinksList().forEach(link -> assertEquals(8, link.getSpanId().size()));
        var parent = spans.get(i).getParentSpanId();
        assertEquals(true, parent.isEmpty() || ids.contains(parent));
      }
    }
  }

  private static void same(Drawn drawn, Span span, long began) {
    assertEquals(drawn.name(), span.getName());
    assertEquals((began + drawn.node().start) * 1000, span.getStartTimeUnixNano());
    assertEquals((began + drawn.node().end) * 1000, span.getEndTimeUnixNano());
    assertEquals("SPAN_KIND_" + drawn.kind(), span.getKind().name());
    assertEquals(drawn.links().size(), span.getLinksCount());
    assertEquals(drawn.events().size(), span.getEventsCount());
    assertEquals(
        drawn.error().isPresent(),
        span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR);
    assertEquals(drawn.error().orElse(""), span.getStatus().getMessage());
    assertEquals(Proto.texts(drawn.attributes()), Proto.texts(span.getAttributesList()));
  }

  @Test
  void theSameRunHasTheSameIdsAndAnotherHasOthers() throws IOException {
    var waybill = Runs.of(4);
    assertEquals(OtlpJson.of(waybill), OtlpJson.of(waybill));
    var one = ids(OtlpJson.of(waybill));
    one.retainAll(ids(OtlpJson.of(Runs.of(6))));
    assertEquals(new HashSet<>(), one);
  }

  private static HashSet<String> ids(String json) throws IOException {
    return Proto.request(json).getResourceSpans(0).getScopeSpans(0).getSpansList().stream()
        .map(span -> span.getSpanId().toString() + span.getTraceId())
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void aFileHoldsTheSame(@TempDir Path folder) throws IOException {
    var waybill = Runs.of(2);
    var file = folder.resolve("run.json");
    OtlpJson.write(waybill, file);
    assertEquals(OtlpJson.of(waybill), Files.readString(file));
    assertNotEquals(
        JsonToken.NOT_AVAILABLE, new JsonFactory().createParser(file.toFile()).nextToken());
  }
}
