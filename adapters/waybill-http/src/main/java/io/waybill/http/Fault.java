package io.waybill.http;

import io.waybill.work.ErrorKind;
import java.io.IOException;

/** Something that this client itself found wrong, on its way through libraries that know I/O. */
final class Fault extends IOException {
  private final ErrorKind kind;

  Fault(ErrorKind kind, String message) {
    super(message);
    this.kind = kind;
  }

  ErrorKind kind() {
    return kind;
  }
}
