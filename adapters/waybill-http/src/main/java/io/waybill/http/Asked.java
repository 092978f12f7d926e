package io.waybill.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a request asks, whatever its formatting, its key and its headers.
 *
 * @param url without the values of secret parameters
 * @param body {@code {"json": …}}, {@code {"text": …}} or {@code {"form": …}}, without keys
 */
record Asked(String method, String url, ObjectNode body) {

  static Asked of(Outgoing outgoing) {
    var said = outgoing.said();
    return new Asked(said.method().name(), Secrets.shown(outgoing.url()), body(outgoing));
  }

  private static ObjectNode body(Outgoing outgoing) {
    var said = outgoing.said();
    var body = Json.object();
    if (!said.formDataFields().isEmpty() || !said.formDataFiles().isEmpty()) {
      body.set("form", form(said));
      return body;
    }
    var text = said.body() == null ? "" : outgoing.secrets().kept(said.body());
    return Json.parse(text)
        .map(json -> body.<ObjectNode>set("json", json))
        .orElseGet(() -> body.put("text", text));
  }

  private static JsonNode form(HttpRequest said) {
    var form = Json.object();
    said.formDataFields().forEach(form::put);
    said.formDataFiles()
        .forEach(
            (name, file) ->
                form.putObject(name)
                    .put("file", file.fileName())
                    .put("type", file.contentType())
                    .put("sha256", sha256(file.content())));
    return form;
  }

  /** The same for requests that ask the same; sixteen hex digits. */
  String hash() {
    var text = method + "\n" + url + "\n" + Json.canonical(body);
    return sha256(text.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
