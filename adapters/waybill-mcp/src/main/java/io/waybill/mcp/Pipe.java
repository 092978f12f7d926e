package io.waybill.mcp;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.waybill.work.ErrorKind;
import io.waybill.work.Offload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to a server that is a child process: messages are lines of its input and output. What it
 * writes on its error stream goes to the log.
 */
final class Pipe implements Wire {
  private static final Logger LOG = LoggerFactory.getLogger(Pipe.class);

  /** Never fewer than are needed: a line that waits for its program holds one. */
  private static final Executor THREADS = Offload.executor("waybill-mcp-pipe");

  private static final int MOST_UNSENT = 1_000;
  private static final int MOST_GARBAGE = 100;
  private static final int LONGEST_LOG_LINE = 2_000;

  private final Child child;
  private final Session session;
  private final Keys keys;
  private final int most;
  private final LastWords lastWords = new LastWords();
  private final Queue<ObjectNode> unsent = new ConcurrentLinkedQueue<>();
  private final AtomicInteger sending = new AtomicInteger();

  private Pipe(Child child, Session session, Keys keys, int most) {
    this.child = child;
    this.session = session;
    this.keys = keys;
    this.most = most;
  }

  /** Begins to listen to a child that was just started. */
  static Pipe to(Child child, Session session, Keys keys, int most) {
    var pipe = new Pipe(child, session, keys, most);
    THREADS.execute(pipe::read);
    THREADS.execute(pipe::log);
    return pipe;
  }

  @Override
  public void send(ObjectNode message, Runnable taken) {
    unsent.add(message);
    int before = sending.getAndIncrement();
    if (before == 0) {
      THREADS.execute(this::write);
    } else if (before > MOST_UNSENT) {
      lost("it reads nothing of what it is sent");
    }
    taken.run();
  }

  private void write() {
    int taken = 1;
    try {
      var out = child.process().getOutputStream();
      do {
        for (int i = 0; i < taken; i++) {
          var message = unsent.poll();
          if (message != null) {
            out.write((Json.text(message) + "\n").getBytes(StandardCharsets.UTF_8));
          }
        }
        out.flush();
        taken = sending.addAndGet(-taken);
      } while (taken > 0);
    } catch (IOException e) {
      unsent.clear(); // its reader sees the end too, and says why
    }
  }

  private void read() {
    int garbage = 0;
    try {
      var lines = new Lines(child.process().getInputStream(), most);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        garbage += taken(line.get()) ? 0 : 1;
        if (garbage > MOST_GARBAGE) {
          lost("it writes what is no JSON to its output, where only messages belong");
          return;
        }
      }
      ended();
    } catch (IOException e) {
      lost("its output broke off: " + keys.scrubbed(String.valueOf(e.getMessage()), 200));
    }
  }

  private boolean taken(Lines.Line line) {
    if (!line.whole()) {
      tooLong(line.bytes());
      return true;
    }
    if (line.bytes().length == 0) {
      return true;
    }
    try {
      session.heard(Json.MAPPER.readTree(line.bytes()));
      return true;
    } catch (IOException noJson) {
      var text = new String(line.bytes(), StandardCharsets.UTF_8);
      LOG.warn("{}", session.told("no message: " + keys.scrubbed(text, LONGEST_LOG_LINE)));
      return false;
    }
  }

  private void tooLong(byte[] beginning) {
    var why =
        Fault.after(
            ErrorKind.INVALID,
            session.told("it sent an answer of more than %d bytes".formatted(most)));
    var id = id(beginning);
    if (id.isPresent()) {
      session.failed(id.getAsLong(), why);
    } else {
      session.over(why);
      drop();
    }
  }

  /** Whose answer a message is, if its beginning says so. */
  private static OptionalLong id(byte[] beginning) {
    try (var parser = Json.MAPPER.createParser(beginning)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_NUMBER_INT && name.equals("id")) {
          return OptionalLong.of(parser.getLongValue());
        }
        parser.skipChildren();
      }
    } catch (IOException cut) {
      return OptionalLong.empty();
    }
    return OptionalLong.empty();
  }

  private void log() {
    try {
      InputStream errors = child.process().getErrorStream();
      var lines = new Lines(errors, 64 * LONGEST_LOG_LINE);
      for (var line = lines.next(); line.isPresent(); line = lines.next()) {
        var text =
            keys.scrubbed(new String(line.get().bytes(), StandardCharsets.UTF_8), LONGEST_LOG_LINE);
        lastWords.add(text);
        LOG.info("{}", session.told(text));
      }
    } catch (IOException closed) {
      return;
    }
  }

  /** It has closed its output: its own end, if it is near, says more than ours. */
  private void ended() {
    var ignored =
        child
            .process()
            .onExit()
            .<Object>thenApply(exited -> exited)
            .completeOnTimeout(this, 200, TimeUnit.MILLISECONDS)
            .thenCompose(any -> close())
            .thenRun(
                () ->
                    session.over(
                        Fault.after(
                            ErrorKind.TRANSIENT,
                            session.told(
                                "its process ended with code %s%s"
                                    .formatted(
                                        code().map(String::valueOf).orElse("unknown"),
                                        lastWords)))));
  }

  private Optional<Integer> code() {
    return child.process().isAlive() ? Optional.empty() : Optional.of(child.process().exitValue());
  }

  private void lost(String why) {
    session.over(Fault.after(ErrorKind.TRANSIENT, session.told(why + lastWords)));
    THREADS.execute(this::drop);
  }

  @Override
  public void forget(long id) {}

  @Override
  public CompletableFuture<Void> close() {
    return child.end();
  }
}
