package io.waybill.http;

import java.io.IOException;
import okhttp3.Response;

/** Who waits for an answer. It is told one thing, once. */
interface Receiver {
  /** There is an answer, and it is no error; its body is still to be read. */
  void answered(Exchange exchange, Response answer) throws IOException;

  /** There is none, or it is an error. */
  void failed(Throwable why);

  /** Nobody wants it any more. Told on the thread that cancels; must not wait. */
  void dropped(RuntimeException why);
}
