package io.waybill.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.http.Recorded.Answer;
import io.waybill.http.Recorded.Piece;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okio.ByteString;

/**
 * One exchange in a file, for people to read and to change:
 *
 * <pre>{@code
 * {"waybill-cassette": 1,
 *  "request": {"method": "POST", "url": "https://…", "headers": {…}, "json": {…}},
 *  "answer": {"status": 200, "headers": {…}, "after_ms": 412, "json": {…}}}
 * }</pre>
 *
 * A body is {@code json} if it is an object or a list, else {@code text}, else {@code base64}; a
 * stream's is {@code pieces}, each with the milliseconds after the one before.
 */
final class CassetteFile {
  private static final int FORMAT = 1;
  private static final String MARK = "waybill-cassette";

  private CassetteFile() {}

  /** Only its owner may read it; it appears whole or not at all. */
  static void write(Path file, Recorded exchange) throws IOException {
    var folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElseThrow();
    Files.createDirectories(folder);
    var half = Files.createTempFile(folder, ".waybill", ".tmp");
    try {
      Files.writeString(half, Json.pretty(json(exchange)));
      move(half, file);
    } finally {
      Files.deleteIfExists(half);
    }
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static ObjectNode json(Recorded exchange) {
    var file = Json.object().put(MARK, FORMAT);
    var asked = exchange.asked();
    var request = file.putObject("request").put("method", asked.method()).put("url", asked.url());
    request.set("headers", headers(exchange.headers()));
    request.setAll(asked.body());
    var answer = exchange.answer();
    var back = file.putObject("answer").put("status", answer.status());
    back.set("headers", headers(answer.headers()));
    if (answer.streamed()) {
      var pieces = back.putArray("pieces");
      answer.pieces().forEach(piece -> pieces.add(piece(Json.object(), piece, false)));
    } else {
      piece(back, Pieces.joined(answer.pieces()), true);
    }
    if (!answer.whole()) {
      back.put("whole", false);
    }
    return file;
  }

  private static ObjectNode headers(Map<String, List<String>> headers) {
    var node = Json.object();
    new TreeMap<>(headers)
        .forEach(
            (name, values) -> {
              if (values.size() == 1) {
                node.put(name, values.get(0));
              } else {
                values.forEach(node.putArray(name)::add);
              }
            });
    return node;
  }

  private static ObjectNode piece(ObjectNode to, Piece piece, boolean mayBeJson) {
    to.put("after_ms", piece.afterMillis());
    var text = text(piece.bytes());
    var json = mayBeJson ? text.flatMap(Json::parse) : Optional.<JsonNode>empty();
    if (json.isPresent()) {
      to.set("json", json.get());
    } else if (text.isPresent()) {
      to.put("text", text.get());
    } else {
      to.put("base64", piece.bytes().base64());
    }
    return to;
  }

  private static Optional<String> text(ByteString bytes) {
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(bytes.asByteBuffer()).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IOException if it cannot be read, or is none of ours; the message says where
   */
  static Recorded read(Path file) throws IOException {
    try {
      var json = Json.strict(Files.readString(file));
      if (json.path(MARK).asInt() != FORMAT) {
        throw new IOException("it is no cassette: it does not begin with \"" + MARK + "\": 1");
      }
      var request = (ObjectNode) need(json, "request");
      var body = request.deepCopy().retain("json", "text", "form");
      var asked = new Asked(need(request, "method").asText(), need(request, "url").asText(), body);
      return new Recorded(asked, headersOf(request), answer(need(json, "answer")));
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new IOException(
          "line %d, column %d: %s"
              .formatted(at.getLineNr(), at.getColumnNr(), e.getOriginalMessage()));
    } catch (ClassCastException | IllegalArgumentException e) {
      throw new IOException("it is no cassette: " + e.getMessage());
    }
  }

  private static Answer answer(JsonNode json) throws IOException {
    var pieces = new ArrayList<Piece>();
    boolean streamed = json.has("pieces");
    if (streamed) {
      json.get("pieces").forEach(piece -> pieces.add(pieceOf(piece)));
    } else {
      pieces.add(pieceOf(json));
    }
    int status = need(json, "status").asInt();
    return new Answer(
        status, headersOf(json), pieces, streamed, json.path("whole").asBoolean(true));
  }

  private static Piece pieceOf(JsonNode json) {
    long after = json.path("after_ms").asLong();
    if (json.has("json")) {
      return new Piece(after, ByteString.encodeUtf8(Json.compact(json.get("json"))));
    }
    if (json.has("base64")) {
      var bytes = Base64.getDecoder().decode(json.get("base64").asText());
      return new Piece(after, ByteString.of(bytes));
    }
    return new Piece(after, ByteString.encodeUtf8(json.path("text").asText()));
  }

  private static Map<String, List<String>> headersOf(JsonNode json) {
    var headers = new LinkedHashMap<String, List<String>>();
    json.path("headers")
        .properties()
        .forEach(
            field -> {
              var values = new ArrayList<String>();
              if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(value.asText()));
              } else {
                values.add(field.getValue().asText());
              }
              headers.put(field.getKey(), values);
            });
    return headers;
  }

  private static JsonNode need(JsonNode json, String field) throws IOException {
    if (!json.has(field)) {
      throw new IOException("it is no cassette: '%s' is missing".formatted(field));
    }
    return json.get(field);
  }
}
