package io.waybill.work;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ErrorKindTest {
  /** Every kind has its row: a new one is decided here first. */
  private static final String TABLE =
      """
      kind          retried  may cost  unhealthy
      TRANSIENT     yes      yes       yes
      RATE_LIMITED  yes      no        no
      STALLED       yes      yes       yes
      INVALID       no       no        no
      REFUSED       no       yes       no
      AUTH          no       no        no
      BUDGET        no       no        no
      DEADLINE      no       yes       no
      CANCELLED     no       yes       no
      AMBIGUOUS     no       yes       no
      DIVERGED      no       no        no
      STORE         no       no        no
      USER_CODE     no       yes       no
      """;

  @Test
  void theTableSaysOfEveryKindWhatToDoNext() {
    var rows =
        Arrays.stream(ErrorKind.values())
            .map(
                kind ->
                    row(
                        kind.name(),
                        said(kind.retryable()),
                        said(kind.billable()),
                        said(kind.unhealthy())))
            .collect(Collectors.joining("\n", "", "\n"));

    assertEquals(TABLE, row("kind", "retried", "may cost", "unhealthy") + "\n" + rows);
  }

  private static String said(boolean so) {
    return so ? "yes" : "no";
  }

  private static String row(String kind, String retried, String costs, String unhealthy) {
    return "%-13s %-8s %-9s %s".formatted(kind, retried, costs, unhealthy);
  }

  @Test
  void whatIsThrownHasAKind() {
    var told = new WorkException(ErrorKind.AUTH, Usage.NONE, "no key");

    assertEquals(ErrorKind.AUTH, ErrorKind.of(told));
    assertEquals(ErrorKind.STALLED, ErrorKind.of(new TimeoutException("no answer within 5 s")));
    assertEquals(ErrorKind.TRANSIENT, ErrorKind.of(new IOException("reset")));
    assertEquals(
        ErrorKind.USER_CODE, ErrorKind.of(new UncheckedIOException(new IOException("theirs"))));
    assertEquals(ErrorKind.USER_CODE, ErrorKind.of(new IllegalStateException("theirs")));
  }
}
