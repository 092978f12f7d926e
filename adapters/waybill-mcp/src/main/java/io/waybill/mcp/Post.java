package io.waybill.mcp;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Dispatcher;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * The way to a server over streamable HTTP: every message is a POST to its one address, and answers
 * are JSON or a stream of events.
 */
final class Post implements Wire {
  private static final MediaType JSON = MediaType.get("application/json");
  private static final String SESSION = "Mcp-Session-Id";
  private static final String VERSION = "MCP-Protocol-Version";
  private static final long NOBODY = -1;

  private final Server.Url to;
  private final Session session;
  private final Keys keys;
  private final int most;
  private final ExecutorService threads = Offload.executor("waybill-mcp-http");
  private final OkHttpClient client;
  private final HttpAnswers answers;
  private final Map<Long, Call> calls = new ConcurrentHashMap<>();
  private final AtomicBoolean listening = new AtomicBoolean();
  private final AtomicReference<@Nullable Call> stream = new AtomicReference<>();
  private volatile String id = "";
  private volatile String version = "";

  Post(Server server, Server.Url to, Session session, Keys keys) {
    this.to = to;
    this.session = session;
    this.keys = keys;
    this.most = server.limits().answer();
    this.answers = new HttpAnswers(session, keys, most);
    var dispatcher = new Dispatcher(threads);
    dispatcher.setMaxRequests(256);
    dispatcher.setMaxRequestsPerHost(256);
    this.client = Egress.client(server).dispatcher(dispatcher).build();
  }

  @Override
  public void send(ObjectNode message, Runnable taken) {
    long asks = message.has("method") ? message.path("id").asLong(NOBODY) : NOBODY;
    try {
      var body = RequestBody.create(Json.text(message).getBytes(StandardCharsets.UTF_8), JSON);
      var request =
          request().header("Accept", "application/json, text/event-stream").post(body).build();
      var call = client.newCall(request);
      if (asks == NOBODY) {
        call.timeout().timeout(30, TimeUnit.SECONDS); // nobody else would end it
      } else {
        calls.put(asks, call);
      }
      call.enqueue(new Answer(asks, taken));
    } catch (Fault unsendable) {
      session.failed(asks, unsendable);
      taken.run();
    }
  }

  /** A request with the secrets as they are now. */
  private Request.Builder request() {
    var request = new Request.Builder().url(to.url()).header("User-Agent", "waybill");
    to.headers().forEach((name, value) -> request.header(name, sendable(name, value)));
    if (!id.isEmpty()) {
      request.header(SESSION, id);
    }
    if (!version.isEmpty()) {
      request.header(VERSION, version);
    }
    return request.tag(Egress.Sent.class, new Egress.Sent());
  }

  private String sendable(String name, Veiled value) {
    var opened = value.opened(keys);
    if (!opened.chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 127))) {
      throw Fault.before(
          ErrorKind.AUTH,
          session.told("its header %s has characters that none can carry".formatted(name)));
    }
    return opened;
  }

  @Override
  public void forget(long asked) {
    var call = calls.remove(asked);
    if (call != null) {
      call.cancel();
    }
  }

  @Override
  public void agreed(String spoken) {
    version = spoken;
  }

  @Override
  public void listen() {
    if (listening.compareAndSet(false, true)) {
      try {
        var call = client.newCall(request().header("Accept", "text/event-stream").build());
        stream.set(call);
        call.enqueue(new Stream());
      } catch (Fault unsendable) {
        listening.set(false); // the request after this one says so
      }
    }
  }

  @Override
  public CompletableFuture<Void> close() {
    calls.values().forEach(Call::cancel);
    var open = stream.get();
    if (open != null) {
      open.cancel();
    }
    return bye()
        .completeOnTimeout(null, 2, TimeUnit.SECONDS)
        .thenRun(
            () -> {
              client.dispatcher().cancelAll();
              client.connectionPool().evictAll();
              threads.shutdown();
            });
  }

  /** A session that was given an id is given back. */
  private CompletableFuture<Void> bye() {
    var said = new CompletableFuture<Void>();
    if (id.isEmpty()) {
      said.complete(null);
      return said;
    }
    try {
      client
          .newCall(request().delete().build())
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException e) {
                  said.complete(null);
                }

                @Override
                public void onResponse(Call call, Response response) {
                  response.close();
                  said.complete(null);
                }
              });
    } catch (Fault unsendable) {
      said.complete(null);
    }
    return said;
  }

  /** The answer to one message. */
  private final class Answer implements Callback {
    private final long asked;
    private final Runnable taken;

    Answer(long asked, Runnable taken) {
      this.asked = asked;
      this.taken = taken;
    }

    @Override
    public void onFailure(Call call, IOException e) {
      calls.remove(asked);
      if (!call.isCanceled()) {
        session.failed(asked, answers.failure(call, e));
      }
      taken.run();
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        if (!id.isEmpty() && answers.sessionUnknown(response)) {
          session.over(Fault.before(ErrorKind.TRANSIENT, session.told("it has ended its session")));
          return;
        }
        answers.check(response);
        var given = response.header(SESSION, "");
        if (id.isEmpty() && given != null && given.matches("[\\x21-\\x7e]{1,1000}")) {
          id = given;
        }
        if (asked != NOBODY) {
          answers.read(response, this::isAnswer);
          session.failed(
              asked, Fault.after(ErrorKind.TRANSIENT, session.told("its stream had no answer")));
        }
      } catch (Fault why) {
        session.failed(asked, why);
      } catch (IOException e) {
        session.failed(asked, answers.failure(call, e));
      } finally {
        calls.remove(asked);
        taken.run();
      }
    }

    private boolean isAnswer(JsonNode message) {
      return !message.has("method") && message.path("id").asLong(NOBODY) == asked;
    }
  }

  /** What the server says between calls. */
  private final class Stream implements Callback {
    @Override
    public void onFailure(Call call, IOException e) {
      over();
    }

    @Override
    public void onResponse(Call call, Response response) {
      try (response) {
        if (response.isSuccessful()) {
          answers.read(response, message -> false);
        }
        if (response.isSuccessful() || response.code() >= 500) {
          over(); // any other, 405 above all: it says nothing between calls
        }
      } catch (IOException | Fault e) {
        over();
      }
    }

    private void over() {
      listening.set(false);
      session.deaf();
    }
  }
}
