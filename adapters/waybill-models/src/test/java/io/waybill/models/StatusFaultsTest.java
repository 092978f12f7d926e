package io.waybill.models;

import io.waybill.testkit.billing.Answer;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The provider says no. */
class StatusFaultsTest extends FaultBench {
  private static final Duration A_SECOND = Duration.ofSeconds(1);

  static final List<Fault> FAULTS = faultsOfStatus();

  private static List<Fault> faultsOfStatus() {
    var all = new ArrayList<Fault>();
    for (int status : List.of(400, 401, 402, 403, 404, 408, 409, 413, 422, 429)) {
      all.add(Fault.billed(status + "", Answer.failing(status, "not like this")));
    }
    for (int status : List.of(500, 502, 503, 504, 529)) {
      all.add(Fault.billed(status + "", Answer.failing(status, "not like this")));
    }
    all.add(
        slowly("429 with Retry-After: 1", Map.of("retry-after", "1"), Answer.of("Two years."))
            .asking(A_SECOND));
    all.add(
        slowly("429 with Retry-After: a date", aSecondFromNow(), Answer.of("Two years."))
            .asking(A_SECOND));
    all.add(slowly("429 with Retry-After: soon", Map.of("retry-after", "soon")));
    all.add(slowly("429 with Retry-After: 3600", Map.of("retry-after", "3600")));
    all.add(
        Fault.billed(
                "503 with Retry-After: 1",
                Answer.failing(503, "not like this").header("retry-after", "1"),
                Answer.of("Two years."))
            .asking(A_SECOND)
            .only(Way.STREAMED));
    all.add(
        Fault.billed(
            "400 for a content filter",
            Answer.raw(400, "{\"error\":{\"message\":\"filtered\",\"code\":\"content_filter\"}}")));
    all.add(
        Fault.billed(
            "429 for a quota that is used up",
            Answer.raw(
                429, "{\"error\":{\"message\":\"no credit\",\"code\":\"insufficient_quota\"}}")));
    all.add(
        Fault.billed(
            "400 for too long a context",
            Answer.raw(
                400,
                "{\"error\":{\"message\":\"too long\",\"code\":\"context_length_exceeded\"}}")));
    return List.copyOf(all);
  }

  private static Fault slowly(String name, Map<String, String> headers, Answer... then) {
    var slowly = Answer.failing(429, "not like this");
    for (var header : headers.entrySet()) {
      slowly = slowly.header(header.getKey(), header.getValue());
    }
    return then.length == 0 ? Fault.billed(name, slowly) : Fault.billed(name, slowly, then[0]);
  }

  private static Map<String, String> aSecondFromNow() {
    var now = ZonedDateTime.of(2026, 10, 21, 7, 28, 0, 0, ZoneOffset.UTC);
    var format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);
    return Map.of("date", format.format(now), "retry-after", format.format(now.plusSeconds(1)));
  }

  @Override
  List<Fault> faults() {
    return FAULTS;
  }
}
