package io.waybill.http;

import java.util.List;
import java.util.Map;
import okio.ByteString;

/**
 * An exchange as it is kept: what was asked and what came back, and nothing that is secret.
 *
 * @param headers of the request, for people
 */
record Recorded(Asked asked, Map<String, List<String>> headers, Answer answer) {

  /**
   * What came back.
   *
   * @param pieces the body; in one piece unless it was streamed
   * @param whole whether its end was seen; if not, somebody hung up
   */
  record Answer(
      int status,
      Map<String, List<String>> headers,
      List<Piece> pieces,
      boolean streamed,
      boolean whole) {}

  /** Bytes that came at once, so many milliseconds after those before, or after the request. */
  record Piece(long afterMillis, ByteString bytes) {}
}
