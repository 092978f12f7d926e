package io.waybill.testkit.billing;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/** One exchange being answered. It ends early when the client goes. */
final class Serving {
  private static final String JSON = "application/json";

  private final Orders orders;
  private final Exchange exchange;
  private final Connection line;
  private final Wire wire;

  Serving(Orders orders, Exchange exchange, Connection line, Wire wire) {
    this.orders = orders;
    this.exchange = exchange;
    this.line = line;
    this.wire = wire;
  }

  void serve() throws IOException {
    try {
      orders.check(wire.key(exchange.request()));
      var question = wire.read(exchange.request(), exchange.body());
      orders.check(question);
      if (question.kind() == Question.Kind.MODELS) {
        send(200, Map.of(), wire.models(orders.models()).toString(), 0);
      } else {
        answer(question, orders.answer(question));
      }
    } catch (Refused refused) {
      refuse(refused, Map.of());
    }
  }

  private void refuse(Refused refused, Map<String, String> headers) throws IOException {
    send(wire.status(refused), headers, wire.error(refused).toString(), 0);
  }

  private void answer(Question question, Answer answer) throws IOException {
    var sent = answer.sent();
    if (sent.raw().isPresent() || sent.status() >= 400) {
      fail(answer);
      return;
    }
    var answered = Answered.of(exchange, question, answer);
    exchange.accept(question.model(), answered.billed(), orders.prices(question.model()));
    if (exchange.stays(sent.pace().queue())) {
      if (question.kind() == Question.Kind.EMBEDDING) {
        send(200, sent.headers(), vectors(question, answered), 0);
      } else if (question.streaming()) {
        stream(answered, answer);
      } else {
        whole(answered, answer);
      }
    }
  }

  private void fail(Answer answer) throws IOException {
    var sent = answer.sent();
    if (!exchange.stays(sent.pace().queue())) {
      return;
    }
    if (sent.raw().isPresent()) {
      send(sent.status(), sent.headers(), sent.raw().get(), 0);
    } else {
      var message = String.join("", answer.said().texts());
      refuse(new Refused(sent.status(), Refused.Why.SCRIPTED, message), sent.headers());
    }
  }

  private String vectors(Question question, Answered answered) {
    var vectors = question.texts().stream().map(Vectors::of).toList();
    var read = answered.shown().orElse(answered.billed()).input();
    return wire.embeddings(question, read, vectors).toString();
  }

  private void whole(Answered answered, Answer answer) throws IOException {
    var pace = answer.sent().pace();
    var breaking = answer.breaking();
    var gaps = Math.max(0, answered.pieces().size() - 1);
    if (breaking.drop().isPresent() || breaking.late().isPresent()) {
      drop();
    } else if (breaking.stall().isPresent()) {
      exchange.stays(Exchange.FOR_EVER);
    } else if (exchange.stays(pace.first().plus(pace.each().multipliedBy(gaps)))) {
      var headers = answer.sent().headers();
      send(200, headers, wire.whole(answered).toString(), answered.pieces().size());
    }
  }

  private void stream(Answered answered, Answer answer) throws IOException {
    exchange.answers(200);
    line.open(200, answer.sent().headers(), wire.streams());
    var count = answered.pieces().size();
    var opened = System.nanoTime();
    for (int index = 0; index < count; index++) {
      if (breaks(answer.breaking(), index) || !exchange.stays(pause(answer, index, opened))) {
        return;
      }
      if (!exchange.sends()) {
        return;
      }
      line.chunk((index == 0 ? wire.opening(answered) : "") + wire.piece(answered, index));
    }
    if (!breaks(answer.breaking(), count) && exchange.ends(count)) {
      line.chunk((count == 0 ? wire.opening(answered) : "") + wire.closing(answered));
      line.end();
    }
  }

  /** Until a token is due: one that went out late does not make those after it late. */
  private static Duration pause(Answer answer, int index, long opened) {
    var pace = answer.sent().pace();
    return pace.first()
        .plus(pace.each().multipliedBy(index))
        .minusNanos(System.nanoTime() - opened);
  }

  /** Whether it goes no further than here; at the end of the answer, than it has come. */
  private boolean breaks(Answer.Break breaking, int sent) throws IOException {
    if (at(breaking.drop(), sent)) {
      drop();
      return true;
    }
    var late = breaking.late().filter(error -> error.after() == sent);
    if (late.isPresent()) {
      exchange.brokenOff();
      line.chunk(wire.late(late.get().error()));
      line.end();
      return true;
    }
    return at(breaking.stall(), sent) && !exchange.stays(Exchange.FOR_EVER);
  }

  private static boolean at(OptionalInt after, int sent) {
    return after.isPresent() && after.getAsInt() == sent;
  }

  private void drop() {
    exchange.brokenOff();
    line.drop();
  }

  private void send(int status, Map<String, String> headers, String body, int tokens)
      throws IOException {
    if (exchange.ends(tokens)) {
      exchange.answers(status);
      line.send(status, headers, JSON, body);
    }
  }
}
