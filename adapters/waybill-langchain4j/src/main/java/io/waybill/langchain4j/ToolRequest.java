package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.work.CallContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A consequential call that a model wants to make, as whoever approves it sees it. The tool is
 * called with exactly these arguments or not at all.
 *
 * @param tool its name, as the model knows it
 * @param arguments by name, as JSON values; they were checked against the tool's schema
 * @param attempt which attempt at the agent's step this is, see {@link CallContext#attempt}: in a
 *     second one, the first may have made the same call already
 * @param tainted whether words that nobody vouches for may have led the model here
 */
public record ToolRequest(
    String tool, Map<String, Object> arguments, int attempt, boolean tainted) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  public ToolRequest {
    arguments = copy(arguments);
  }

  /** {@code sha256:} and the hex digest of the tool's name and the arguments. */
  public String digest() {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return "sha256:"
          + HexFormat.of().formatHex(digest.digest(written().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** {@code refund {"cents":500,"order":"A7"}}, and what there is to say against it. */
  @Override
  public String toString() {
    return written()
        + (tainted ? " (led by words that nobody vouches for)" : "")
        + (attempt > 1 ? " (attempt " + attempt + ": it may have been done before)" : "");
  }

  String written() {
    try {
      return tool + " " + JSON.writeValueAsString(arguments);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the arguments of '%s' are no JSON".formatted(tool), e);
    }
  }

  /** A copy that nobody can change between the approval and the call. */
  private static Map<String, Object> copy(Map<?, ?> arguments) {
    var copy = new TreeMap<String, Object>();
    arguments.forEach((name, value) -> copy.put((String) name, value(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static @Nullable Object value(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      var copy = new LinkedHashMap<String, @Nullable Object>();
      map.forEach((name, part) -> copy.put((String) name, value(part)));
      return Collections.unmodifiableMap(copy);
    }
    return value instanceof List<?> list
        ? Collections.unmodifiableList(list.stream().map(ToolRequest::value).toList())
        : value;
  }
}
