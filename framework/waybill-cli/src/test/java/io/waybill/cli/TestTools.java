package io.waybill.cli;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Source;
import io.waybill.work.Usage;
import io.waybill.work.Work;
import io.waybill.work.WorkException;
import io.waybill.work.WorkInfo;
import io.waybill.yaml.Catalog;
import io.waybill.yaml.CatalogPart;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import reactor.core.publisher.Mono;

/** The tools that the workflows of these tests name. */
public final class TestTools implements CatalogPart {
  private static final Source SOURCE = new Source("handbook.md", 10, 20, "sha256:0123456789abcdef");

  @Override
  public void addTo(Catalog.Builder catalog) {
    catalog
        .tool("upper", Work.<String, String>instant("upper", text -> text.toUpperCase(Locale.ROOT)))
        .tool("quote", quote())
        .tool("person", person())
        .tool("slow", slow())
        .tool("flaky", flaky())
        .tool("fails", Plans.fails("broken"));
  }

  /** Takes a second of our processor, says it. */
  private static Work<String, String> quote() {
    var info = WorkInfo.named("quote").model("quote").pool("cpu").types(String.class, String.class);
    var usage = Usage.engine("quote", Duration.ofSeconds(1), 5, 0);
    return Work.described(
        info.build(),
        (text, call) ->
            Mono.just(
                Outcome.of("“" + text + "”", usage, Outcome.Kind.QUOTED).from(List.of(SOURCE))));
  }

  private static Work<String, String> person() {
    return Work.described(
        WorkInfo.named("person").types(String.class, String.class).build(),
        (text, call) -> Mono.just(Outcome.of("kept", Usage.NONE, Outcome.Kind.PERSON)));
  }

  /** Says that it fails, and does, in a way that may go well later. */
  private static Work<String, String> flaky() {
    return Work.described(
        WorkInfo.named("flaky").model("flaky").types(String.class, String.class).build(),
        (text, call) -> {
          System.err.println("flaky has failed");
          return Mono.error(new WorkException(ErrorKind.TRANSIENT, Usage.NONE, "come back later"));
        });
  }

  /** Says that it has begun, and answers in ten minutes. */
  private static Work<String, String> slow() {
    return Work.described(
        WorkInfo.named("slow").types(String.class, String.class).build(),
        (text, call) ->
            Mono.delay(Duration.ofMinutes(10))
                .doOnSubscribe(begun -> System.err.println("slow has begun"))
                .map(tick -> Outcome.of(text)));
  }
}
