package io.waybill.testkit.billing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How one provider wants to be asked, and how it writes what it answers. The shapes are those of
 * the providers' documented examples. A wire has no state.
 */
interface Wire {
  /** Who speaks like that. */
  String provider();

  /** The key that a request shows. */
  Optional<String> key(Received request);

  /** What a request asks for. */
  Question read(Received request, JsonNode body) throws Refused;

  /** The content type of a stream. */
  String streams();

  /** An answer all at once. */
  JsonNode whole(Answered answered);

  /** What a stream sends before the first piece. */
  String opening(Answered answered);

  /** What a stream sends for a piece; empty if nothing. */
  String piece(Answered answered, int index);

  /** What a stream sends after the last piece. */
  String closing(Answered answered);

  JsonNode embeddings(Question question, long tokens, List<List<Double>> vectors);

  JsonNode models(List<String> names);

  JsonNode error(Refused refused);

  /** An error in a stream that has begun. */
  default String late(Refused refused) {
    return data(error(refused));
  }

  /** The status of an error, where a wire has one of its own. */
  default int status(Refused refused) {
    return refused.status();
  }

  /** A field of a request that must be there. */
  static String required(JsonNode body, String field) throws Refused {
    var value = body.path(field).asText("");
    if (value.isEmpty()) {
      throw Refused.request("you must provide a " + field + " parameter");
    }
    return value;
  }

  /** A list of a request that must have something in it. */
  static JsonNode items(JsonNode body, String field) throws Refused {
    var list = body.path(field);
    if (!list.isArray() || list.isEmpty()) {
      throw Refused.request("'" + field + "' is an array of at least one");
    }
    return list;
  }

  /** One server-sent event without a name. */
  static String data(JsonNode data) {
    return "data: " + data + "\n\n";
  }

  /** One server-sent event with a name. */
  static String event(String name, JsonNode data) {
    return "event: " + name + "\n" + data(data);
  }

  /** The number in a field, if it is one above 0. */
  static OptionalInt limit(JsonNode field) {
    return field.asInt() > 0 ? OptionalInt.of(field.asInt()) : OptionalInt.empty();
  }
}
