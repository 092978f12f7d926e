package io.waybill.http;

import io.waybill.http.Recorded.Piece;
import io.waybill.work.ErrorKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import okhttp3.Headers;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.Protocol;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.Okio;
import okio.Source;
import okio.Timeout;

/** Answers from a folder of recordings, and never asks the network. */
final class Player implements Tape {
  private static final Pattern ORDINAL = Pattern.compile("(.*?)(?:-(\\d{1,9}))?\\.json");

  private final Path folder;
  private final boolean paced;
  private final Map<String, List<Recorded>> exchanges = new LinkedHashMap<>();
  private final Map<String, String> files = new LinkedHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final Queue<String> misses = new ConcurrentLinkedQueue<>();

  private Player(Path folder, boolean paced) {
    this.folder = folder;
    this.paced = paced;
  }

  /**
   * @param paced whether pieces come with the delays that they came with
   * @throws IllegalArgumentException with everything that is wrong with the folder
   */
  static Player of(Path folder, boolean paced) {
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          "there is no folder of cassettes '%s' (looked in %s); record it with --record %s"
              .formatted(folder, folder.toAbsolutePath().normalize().getParent(), folder));
    }
    var player = new Player(folder, paced);
    var problems = new ArrayList<String>();
    for (var file : player.recordings()) {
      try {
        player.add(file.getFileName().toString(), CassetteFile.read(file));
      } catch (IOException e) {
        problems.add("%s: %s".formatted(file.getFileName(), e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          "the cassettes in '%s' cannot be used:%n  %s"
              .formatted(folder, String.join("%n  ".formatted(), problems)));
    }
    return player;
  }

  /** By name, and by number where names are the same but for it. */
  private List<Path> recordings() {
    try (var files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .sorted(Comparator.comparing(Player::name).thenComparingInt(Player::ordinal))
          .toList();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the folder of cassettes '%s' cannot be read: %s".formatted(folder, e), e);
    }
  }

  private static String name(Path file) {
    return ORDINAL.matcher(file.getFileName().toString()).replaceFirst("$1");
  }

  private static int ordinal(Path file) {
    var found = ORDINAL.matcher(file.getFileName().toString());
    return found.matches() && found.group(2) != null ? Integer.parseInt(found.group(2)) : 1;
  }

  private void add(String file, Recorded exchange) {
    var hash = exchange.asked().hash();
    exchanges.computeIfAbsent(hash, none -> new ArrayList<>()).add(exchange);
    files.putIfAbsent(hash, file);
  }

  @Override
  public Response answer(Interceptor.Chain chain, Exchange exchange) throws IOException {
    var asks = Asked.of(exchange.outgoing());
    var hash = asks.hash();
    var recorded = exchanges.get(hash);
    if (recorded == null) {
      var miss = exchange.secrets().scrub(miss(asks));
      misses.add(miss);
      throw new Fault(ErrorKind.INVALID, miss);
    }
    int turn = asked.merge(hash, 1, Integer::sum);
    var answer = recorded.get(Math.min(turn, recorded.size()) - 1).answer();
    exchange.connected();
    exchange.left();
    var headers = new Headers.Builder();
    answer.headers().forEach((name, all) -> all.forEach(value -> headers.add(name, value)));
    var type = answer.headers().getOrDefault("content-type", List.of());
    var pieces = new Pieced(answer, exchange);
    return new Response.Builder()
        .request(chain.request())
        .protocol(Protocol.HTTP_1_1)
        .code(answer.status())
        .message("")
        .headers(headers.build())
        .body(
            ResponseBody.create(
                Okio.buffer(pieces), type.isEmpty() ? null : MediaType.parse(type.get(0)), -1))
        .build();
  }

  private String miss(Asked asks) {
    var what = "no cassette in %s for %s %s.".formatted(folder, asks.method(), asks.url());
    var record = " Record it with --record.";
    return exchanges.entrySet().stream()
        .map(each -> near(each.getKey(), each.getValue().get(0), asks))
        .min(Comparator.comparingLong(each -> each.difference.distance()))
        .map(nearest -> what + nearest + record)
        .orElse(what + " There are none at all." + record);
  }

  private Near near(String hash, Recorded recorded, Asked asks) {
    var file = files.getOrDefault(hash, hash);
    return new Near(file, Difference.between(recorded.asked(), asks));
  }

  private record Near(String file, Difference difference) {
    @Override
    public String toString() {
      return " Nearest: %s; %s.".formatted(file, difference);
    }
  }

  @Override
  public void rewind() {
    asked.clear();
    misses.clear();
  }

  @Override
  public List<String> problems() {
    return List.copyOf(misses);
  }

  /** A recorded body, a piece at a time. */
  private final class Pieced implements Source {
    private final Deque<Piece> pieces;
    private final boolean whole;
    private final Exchange exchange;
    private final Buffer ready = new Buffer();

    private Pieced(Recorded.Answer answer, Exchange exchange) {
      this.pieces = new ArrayDeque<>(answer.pieces());
      this.whole = answer.whole();
      this.exchange = exchange;
    }

    @Override
    public long read(Buffer sink, long byteCount) throws IOException {
      while (ready.size() == 0) {
        var next = pieces.poll();
        if (next == null && whole) {
          return -1;
        }
        if (next == null) {
          throw new IOException("the recording ends here: somebody hung up");
        }
        if (paced && !exchange.pause(Duration.ofMillis(next.afterMillis()))) {
          throw new IOException("the exchange is over");
        }
        ready.write(next.bytes());
      }
      return ready.read(sink, byteCount);
    }

    @Override
    public Timeout timeout() {
      return Timeout.NONE;
    }

    @Override
    public void close() {
      pieces.clear();
    }
  }
}
