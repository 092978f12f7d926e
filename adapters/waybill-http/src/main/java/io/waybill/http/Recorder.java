package io.waybill.http;

import io.waybill.http.Recorded.Answer;
import io.waybill.http.Recorded.Piece;
import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import okhttp3.Interceptor;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.ForwardingSource;
import okio.Okio;

/** Lets exchanges go on as they would, and keeps a copy of each that was answered. */
final class Recorder implements Tape {
  /** They say how this answer travelled, or whose account it was; another one travels otherwise. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "transfer-encoding",
          "content-length",
          "content-encoding",
          "connection",
          "keep-alive",
          "set-cookie",
          "set-cookie2",
          "openai-organization",
          "openai-project",
          "anthropic-organization-id");

  private final Path folder;
  private final Map<String, Integer> written = new ConcurrentHashMap<>();
  private final Queue<String> problems = new ConcurrentLinkedQueue<>();

  Recorder(Path folder) {
    this.folder = folder;
  }

  @Override
  public Response answer(Interceptor.Chain chain, Exchange exchange) throws IOException {
    long asked = System.nanoTime();
    var response = chain.proceed(chain.request());
    var body = response.body();
    var copied = new Copied(exchange, response, asked);
    return response
        .newBuilder()
        .body(ResponseBody.create(Okio.buffer(copied), body.contentType(), body.contentLength()))
        .build();
  }

  @Override
  public void rewind() {
    written.clear();
  }

  @Override
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private void keep(Exchange exchange, Answer answer) throws IOException {
    var asked = Asked.of(exchange.outgoing());
    var hash = asked.hash();
    int ordinal = written.merge(hash, 1, Integer::sum);
    var file = folder.resolve(hash + (ordinal == 1 ? "" : "-" + ordinal) + ".json");
    try {
      var headers = kept(exchange.secrets(), exchange.outgoing().said().headers());
      CassetteFile.write(file, new Recorded(asked, headers, answer));
    } catch (IOException e) {
      var problem = "the cassette %s cannot be written: %s".formatted(file, e);
      problems.add(problem);
      throw new Fault(ErrorKind.STORE, problem);
    }
  }

  private static Map<String, List<String>> kept(
      Secrets secrets, Map<String, List<String>> headers) {
    var kept = new TreeMap<String, List<String>>();
    headers.forEach(
        (name, values) -> {
          var key = name.toLowerCase(Locale.ROOT);
          if (!NOT_KEPT.contains(key)) {
            kept.put(
                key,
                Secrets.secret(key)
                    ? List.of(Secrets.MASK)
                    : values.stream().map(secrets::kept).toList());
          }
        });
    return new LinkedHashMap<>(kept);
  }

  /** The body of an answer; what is read of it is remembered, and kept when it ends. */
  private final class Copied extends ForwardingSource {
    private final Exchange exchange;
    private final Response response;
    private final List<Piece> pieces = new ArrayList<>();
    private long since;
    private boolean kept;

    private Copied(Exchange exchange, Response response, long since) {
      super(response.body().source());
      this.exchange = exchange;
      this.response = response;
      this.since = since;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      long count = super.read(sink, byteCount);
      if (count < 0) {
        keepOnce(true);
      } else {
        var copy = new Buffer();
        sink.copyTo(copy, sink.size() - count, count);
        long now = System.nanoTime();
        pieces.add(new Piece((now - since) / 1_000_000, copy.readByteString()));
        since = now;
      }
      return count;
    }

    /** A stream that was hung up is kept as far as it was heard. */
    @Override
    public void close() throws IOException {
      try {
        super.close();
      } finally {
        keepOnce(false);
      }
    }

    private void keepOnce(boolean whole) throws IOException {
      if (kept) {
        return;
      }
      kept = true;
      boolean streamed = exchange.streams() && response.isSuccessful();
      var clean = Pieces.without(exchange.secrets(), Pieces.ofWholeCharacters(pieces));
      var headers = Recorder.kept(exchange.secrets(), response.headers().toMultimap());
      keep(exchange, new Answer(response.code(), headers, clean, streamed, whole));
    }
  }
}
