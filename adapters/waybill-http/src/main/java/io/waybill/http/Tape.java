package io.waybill.http;

import java.io.IOException;
import java.util.List;
import okhttp3.Interceptor;
import okhttp3.Response;

/** What a cassette does with an exchange. */
interface Tape {
  Response answer(Interceptor.Chain chain, Exchange exchange) throws IOException;

  void rewind();

  /** What went wrong so far, in words for people. */
  List<String> problems();
}
