package io.waybill.testkit.billing;

/** An exchange that the provider does not answer. It costs nothing. */
final class Refused extends Exception {
  /** Why, as far as wires tell the difference. */
  enum Why {
    /** The request is not what it should be. */
    REQUEST,
    /** There is no key. */
    NO_KEY,
    /** There is a wrong key. */
    WRONG_KEY,
    /** No such model. */
    MODEL,
    /** No such path. */
    PATH,
    /** The test says so. */
    SCRIPTED
  }

  private final int status;
  private final Why why;

  Refused(int status, Why why, String message) {
    super(message, null, false, false);
    this.status = status;
    this.why = why;
  }

  /** What is wrong with the request. */
  static Refused request(String message) {
    return new Refused(400, Why.REQUEST, message);
  }

  static Refused path(Received request) {
    return new Refused(
        404, Why.PATH, "Invalid URL (%s %s)".formatted(request.method(), request.path()));
  }

  int status() {
    return status;
  }

  Why why() {
    return why;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
