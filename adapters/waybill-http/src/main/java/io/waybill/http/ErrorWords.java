package io.waybill.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.waybill.work.ErrorKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * An error as providers write it: {@code {"error": {"type": …, "message": …, "code": …}}}.
 *
 * @param message what went wrong, in the provider's words; empty if there are none
 * @param words its codes and types, the more exact ones first, in lower case
 * @param status the status that it stands for, as it says itself; 0 if it does not
 * @param retryAfter how long it asks to be left alone
 */
record ErrorWords(String message, List<String> words, int status, Optional<Duration> retryAfter) {
  static final ErrorWords NONE = new ErrorWords("", List.of(), 0, Optional.empty());

  private static final JsonMapper JSON = new JsonMapper();

  /** Words that know better than the status that they come with. */
  private static final Map<String, ErrorKind> DECISIVE =
      Map.ofEntries(
          Map.entry("content_filter", ErrorKind.REFUSED),
          Map.entry("content_policy_violation", ErrorKind.REFUSED),
          Map.entry("moderation_blocked", ErrorKind.REFUSED),
          Map.entry("responsibleaipolicyviolation", ErrorKind.REFUSED),
          Map.entry("prohibited_content", ErrorKind.REFUSED),
          Map.entry("insufficient_quota", ErrorKind.AUTH),
          Map.entry("billing_hard_limit_reached", ErrorKind.AUTH),
          Map.entry("billing_not_active", ErrorKind.AUTH),
          Map.entry("billing_error", ErrorKind.AUTH),
          Map.entry("api_key_invalid", ErrorKind.AUTH));

  /** What the types stand for that come without a status: in a stream. */
  private static final Map<String, ErrorKind> TYPES =
      Map.ofEntries(
          Map.entry("invalid_request_error", ErrorKind.INVALID),
          Map.entry("invalid_argument", ErrorKind.INVALID),
          Map.entry("failed_precondition", ErrorKind.INVALID),
          Map.entry("context_length_exceeded", ErrorKind.INVALID),
          Map.entry("request_too_large", ErrorKind.INVALID),
          Map.entry("not_found_error", ErrorKind.INVALID),
          Map.entry("not_found", ErrorKind.INVALID),
          Map.entry("model_not_found", ErrorKind.INVALID),
          Map.entry("badrequesterror", ErrorKind.INVALID),
          Map.entry("authentication_error", ErrorKind.AUTH),
          Map.entry("invalid_api_key", ErrorKind.AUTH),
          Map.entry("permission_error", ErrorKind.AUTH),
          Map.entry("permission_denied", ErrorKind.AUTH),
          Map.entry("unauthenticated", ErrorKind.AUTH),
          Map.entry("rate_limit_error", ErrorKind.RATE_LIMITED),
          Map.entry("rate_limit_exceeded", ErrorKind.RATE_LIMITED),
          Map.entry("rate_limited", ErrorKind.RATE_LIMITED),
          Map.entry("resource_exhausted", ErrorKind.RATE_LIMITED),
          Map.entry("too_many_requests", ErrorKind.RATE_LIMITED),
          Map.entry("timeout_error", ErrorKind.STALLED),
          Map.entry("deadline_exceeded", ErrorKind.STALLED));

  /** The error that a text says, if it says one. */
  static Optional<ErrorWords> in(String text) {
    if (!text.startsWith("{") || !text.contains("\"error\"")) {
      return Optional.empty();
    }
    try {
      var said = JSON.readTree(text);
      var error = said.path("object").asText().equals("error") ? said : said.path("error");
      return error.isObject() || (error.isTextual() && !error.asText().isBlank())
          ? Optional.of(of(error))
          : Optional.empty();
    } catch (JsonProcessingException notJson) {
      return Optional.empty();
    }
  }

  private static ErrorWords of(JsonNode error) {
    var details = StreamSupport.stream(error.path("details").spliterator(), false).toList();
    var words =
        Stream.concat(
                details.stream().map(detail -> detail.path("reason")),
                Stream.of(
                    error.at("/innererror/code"),
                    error.path("code"),
                    error.path("type"),
                    error.path("status")))
            .filter(JsonNode::isTextual)
            .map(word -> word.asText().toLowerCase(Locale.ROOT))
            .toList();
    var delay =
        details.stream()
            .map(detail -> detail.path("retryDelay").asText())
            .flatMap(text -> Fields.wait(text, Instant.MAX).stream())
            .findFirst();
    var message = error.isTextual() ? error.asText() : error.path("message").asText();
    int code = error.path("code").asInt();
    return new ErrorWords(message, words, code >= 400 && code <= 599 ? code : 0, delay);
  }

  /** What kind of failure an answer of this status is that says this. */
  ErrorKind kind(int status) {
    return decisive().orElseGet(() -> ErrorKind.ofStatus(status));
  }

  /** What kind of failure it is in an answer that began well. */
  ErrorKind kind() {
    return decisive()
        .or(() -> words.stream().flatMap(word -> Stream.ofNullable(TYPES.get(word))).findFirst())
        .orElseGet(() -> status == 0 ? ErrorKind.TRANSIENT : ErrorKind.ofStatus(status));
  }

  private Optional<ErrorKind> decisive() {
    return words.stream().flatMap(word -> Stream.ofNullable(DECISIVE.get(word))).findFirst();
  }
}
