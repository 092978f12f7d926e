package io.waybill.http;

import dev.langchain4j.http.client.HttpMethod;
import dev.langchain4j.http.client.HttpRequest;

/** Requests as LangChain4j makes them. */
final class Requests {
  static final String KEY = "sk-proj-0123456789abcdef";

  private Requests() {}

  static HttpRequest post(String url, String body) {
    return HttpRequest.builder()
        .method(HttpMethod.POST)
        .url(url)
        .addHeader("Content-Type", "application/json")
        .addHeader("Authorization", "Bearer " + KEY)
        .body(body)
        .build();
  }

  static HttpRequest get(String url) {
    return HttpRequest.builder().method(HttpMethod.GET).url(url).build();
  }
}
