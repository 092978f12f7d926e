package io.waybill.http;

import dev.langchain4j.http.client.HttpClient;
import io.waybill.work.CallContext;
import io.waybill.work.EngineTimes;
import io.waybill.work.Learned;
import io.waybill.work.Line;
import io.waybill.work.Quota;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import reactor.core.Disposable;

/** An attempt that is under way until it is cancelled, and remembers its moments. */
final class Attempt implements CallContext {
  final List<Moment> moments = new CopyOnWriteArrayList<>();
  final List<EngineTimes> timed = new CopyOnWriteArrayList<>();
  final List<Quota> learned = new CopyOnWriteArrayList<>();
  private final CompletableFuture<Line> line = new CompletableFuture<>();
  private final Instant deadline;
  private final Disposable running;

  private Attempt(Instant deadline) {
    this.deadline = deadline;
    running = Line.open(this, (opened, sink) -> line.complete(opened)).subscribe();
  }

  static Attempt begun() {
    return new Attempt(Instant.MAX);
  }

  static Attempt until(Instant deadline) {
    return new Attempt(deadline);
  }

  Line line() {
    return Heard.await(line);
  }

  HttpClient over(Http http) {
    return http.on(line()).build();
  }

  void cancel() {
    running.dispose();
  }

  @Override
  public String path() {
    return "reviews[3]/grade";
  }

  @Override
  public Instant deadline() {
    return deadline;
  }

  @Override
  public Map<String, String> headers() {
    return Map.of("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
  }

  @Override
  public void reached(Moment moment) {
    moments.add(moment);
  }

  @Override
  public void learned(Learned what) {
    if (what instanceof EngineTimes times) {
      timed.add(times);
    } else if (what instanceof Quota quota) {
      learned.add(quota);
    }
  }
}
