package io.waybill.http;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;
import io.waybill.work.ErrorKind;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way out: LangChain4j's, what may not be shown of it, and the words for what goes
 * wrong with it.
 */
record Outgoing(HttpRequest said, HttpUrl url, Secrets secrets, Failures failures) {

  static Outgoing of(HttpRequest said) {
    var url =
        Optional.ofNullable(HttpUrl.parse(said.url())).orElseThrow(() -> noAddress(said.url()));
    var secrets = Secrets.of(said.headers(), url);
    var what = said.method() + " " + Secrets.shown(url);
    return new Outgoing(said, url, secrets, new Failures(what, url, secrets));
  }

  private static RuntimeException noAddress(String url) {
    // up to the parameters, where a key could be
    var message =
        "'%s' is no address; write http://… or https://…".formatted(url.replaceFirst("\\?.*", ""));
    var cause = new WorkException(ErrorKind.INVALID, Usage.NONE, message);
    return new IllegalArgumentException(message, cause);
  }

  /**
   * @param more headers of the attempt; they win
   */
  Request.Builder request(Limits limits, Map<String, String> more) {
    var request = new Request.Builder().url(url);
    // what is measured and kept is what the server said, and a stream is not held back to be packed
    request.header("accept-encoding", "identity");
    request.header("user-agent", "waybill");
    said.headers()
        .forEach(
            (name, values) -> {
              request.removeHeader(name);
              values.forEach(value -> request.addHeader(name, checked(name, value)));
            });
    more.forEach((name, value) -> request.header(name, checked(name, value)));
    return request.method(said.method().name(), body(limits));
  }

  private @Nullable RequestBody body(Limits limits) {
    if (!said.formDataFields().isEmpty() || !said.formDataFiles().isEmpty()) {
      return new OneShot(form());
    }
    if (said.body() == null && said.method() != HttpMethod.POST) {
      return null;
    }
    var bytes = said.body() == null ? new byte[0] : said.body().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > limits.request()) {
      throw failures.unsendable(
          "the request has %d bytes; more than %s is not sent (Http.builder().maxRequest(..) sets it)"
              .formatted(bytes.length, Limits.shown(limits.request())));
    }
    return new OneShot(RequestBody.create(bytes, null));
  }

  private RequestBody form() {
    var form = new MultipartBody.Builder().setType(MultipartBody.FORM);
    said.formDataFields().forEach(form::addFormDataPart);
    said.formDataFiles()
        .forEach(
            (name, file) -> {
              var type = file.contentType() == null ? null : MediaType.parse(file.contentType());
              form.addFormDataPart(name, file.fileName(), RequestBody.create(file.content(), type));
            });
    return form.build();
  }

  /** OkHttp would complain too, and quote a key. */
  private String checked(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c != '\t' && (c < ' ' || c > '~')) {
        throw failures.unsendable(
            "the header '%s' has a character that headers cannot have, U+%04X at %d of %d; is there a line break in a key?"
                .formatted(name, (int) c, i + 1, value.length()));
      }
    }
    return value;
  }
}
