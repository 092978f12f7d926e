package io.waybill.testkit.billing;

import io.waybill.testkit.Pace;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A question with its answer, ready to be written in the words of a wire.
 *
 * @param id of the answer, within the provider
 * @param created in seconds since 1970
 * @param billed what the bill has
 * @param shown what the client is told; empty if nothing
 */
record Answered(
    int id,
    long created,
    Question question,
    Answer.Said said,
    List<Piece> pieces,
    boolean cutShort,
    Tokens billed,
    Optional<Tokens> shown,
    Pace pace) {

  /** How an answer ends, as far as wires have a word for it. */
  enum End {
    STOP,
    LENGTH,
    CALLS,
    REFUSAL
  }

  static Answered of(Exchange exchange, Question question, Answer answer) {
    var said = answer.said();
    var pieces = Piece.of(said.texts(), said.calls());
    var limit = question.limit().orElse(Integer.MAX_VALUE);
    var cut =
        answer.counted().billed().isEmpty() && said.calls().isEmpty() && pieces.size() > limit;
    if (cut) {
      said =
          new Answer.Said(said.texts().subList(0, limit), List.of(), said.refusal(), said.finish());
      pieces = pieces.subList(0, limit);
    }
    var written = question.kind() == Question.Kind.CHAT ? pieces.size() : 0;
    var counted = Tokens.of(question.tokens(), written);
    var billed = answer.counted().billed().orElse(counted);
    var shown = answer.counted().shown().orElse(billed);
    return new Answered(
        exchange.number(),
        exchange.receivedAt().at().getEpochSecond(),
        question,
        said,
        pieces,
        cut,
        billed,
        Optional.of(shown).filter(tokens -> !answer.counted().withheld()),
        answer.sent().pace());
  }

  String model() {
    return question.model();
  }

  String text() {
    return String.join("", said.texts());
  }

  List<ToolCall> calls() {
    return said.calls();
  }

  boolean refusal() {
    return said.refusal();
  }

  /** Why it ended: the word the test gave, or the wire's word for how it did. */
  String finish(Function<End, String> word) {
    return said.finish().orElseGet(() -> word.apply(end()));
  }

  private End end() {
    if (refusal()) {
      return End.REFUSAL;
    }
    if (cutShort) {
      return End.LENGTH;
    }
    return calls().isEmpty() ? End.STOP : End.CALLS;
  }
}
