package io.waybill.testkit.billing;

import io.waybill.testkit.Pace;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What the provider says to one question, how fast, what it bills for it, and what goes wrong.
 * Every method gives another answer; none changes.
 */
public final class Answer {
  /** What it says. */
  record Said(List<String> texts, List<ToolCall> calls, boolean refusal, Optional<String> finish) {}

  /** What it counts, and what it shows of that. */
  record Counted(Optional<Tokens> billed, Optional<Tokens> shown, boolean withheld) {}

  /** How it comes over the wire. */
  record Sent(int status, Optional<String> raw, Map<String, String> headers, Pace pace) {}

  /** What it does after so many tokens instead of going on. */
  record Break(OptionalInt stall, OptionalInt drop, Optional<Late> late) {
    static final Break NONE = new Break(OptionalInt.empty(), OptionalInt.empty(), Optional.empty());
  }

  /** An error that comes when a stream has begun well. */
  record Late(int after, Refused error) {}

  private static final Counted BY_ITSELF = new Counted(Optional.empty(), Optional.empty(), false);

  /** Nothing, not even a status, until the client goes. */
  public static final Answer SILENCE =
      of("").at(new Pace(Exchange.FOR_EVER, Exchange.FOR_EVER, Exchange.FOR_EVER));

  private final Said said;
  private final Counted counted;
  private final Sent sent;
  private final Break breaking;

  private Answer(Said said, Counted counted, Sent sent, Break breaking) {
    this.said = said;
    this.counted = counted;
    this.sent = sent;
    this.breaking = breaking;
  }

  private static Answer of(List<String> texts, boolean refusal, Sent sent) {
    var said = new Said(texts, List.of(), refusal, Optional.empty());
    return new Answer(said, BY_ITSELF, sent, Break.NONE);
  }

  private static Sent status(int status, Optional<String> raw) {
    return new Sent(status, raw, Map.of(), Pace.AT_ONCE);
  }

  private static Sent ok() {
    return status(200, Optional.empty());
  }

  /** A text; its tokens are its words, each with the blanks that follow it. */
  public static Answer of(String text) {
    return text.isEmpty() ? tokens() : tokens(text.split("(?<=\\s)(?=\\S)"));
  }

  /** A text of these tokens; none, if it says nothing but calls tools. */
  public static Answer tokens(String... tokens) {
    return of(List.of(tokens), false, ok());
  }

  /** It will not, and says so the way its wire has it. It is billed all the same. */
  public static Answer refusal(String text) {
    return of(of(text).said.texts(), true, ok());
  }

  /** An error of this status, in the shape its wire has for errors. It costs nothing. */
  public static Answer failing(int status, String message) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("a failure has a status of 400 to 599, not " + status);
    }
    return of(List.of(message), false, status(status, Optional.empty()));
  }

  /** This status and these very bytes, in whatever shape. It costs nothing. */
  public static Answer raw(int status, String body) {
    return of(List.of(), false, status(status, Optional.of(body)));
  }

  /**
   * It also asks for this tool to be called.
   *
   * @param arguments a JSON object
   */
  public Answer calling(String tool, String arguments) {
    var calls = new ArrayList<>(said.calls());
    calls.add(new ToolCall(tool, arguments));
    return said(new Said(said.texts(), List.copyOf(calls), said.refusal(), said.finish()));
  }

  /** The reason it gives for having ended, in the word of its wire: {@code content_filter}. */
  public Answer finishing(String reason) {
    return said(new Said(said.texts(), said.calls(), said.refusal(), Optional.of(reason)));
  }

  private Answer said(Said said) {
    return new Answer(said, counted, sent, breaking);
  }

  /** It took, and is billed, so many tokens; counted from question and answer if nobody says. */
  public Answer using(Tokens tokens) {
    if (!tokens.consistent()) {
      throw new IllegalArgumentException(
          "a bill needs parts that are no more than the whole, not %s; what only the client is told may be anything: reporting(...)"
              .formatted(tokens));
    }
    return counted(new Counted(Optional.of(tokens), counted.shown(), counted.withheld()));
  }

  /** It tells the client so many, whatever it bills; they may contradict each other. */
  public Answer reporting(Tokens tokens) {
    return counted(new Counted(counted.billed(), Optional.of(tokens), false));
  }

  /** It tells the client nothing of what it took, and bills it all the same. */
  public Answer withoutUsage() {
    return counted(new Counted(counted.billed(), Optional.empty(), true));
  }

  private Answer counted(Counted counted) {
    return new Answer(said, counted, sent, breaking);
  }

  /** With this header: {@code retry-after}, {@code x-ratelimit-remaining-requests}. */
  public Answer header(String name, String value) {
    var headers = new TreeMap<>(sent.headers());
    headers.put(name.toLowerCase(Locale.ROOT), value);
    return sent(new Sent(sent.status(), sent.raw(), Map.copyOf(headers), sent.pace()));
  }

  /**
   * How fast it comes: until the headers, from then to the first token, from one token to the next.
   * An answer that is not streamed comes when its last token would have.
   */
  public Answer at(Pace pace) {
    return sent(new Sent(sent.status(), sent.raw(), sent.headers(), pace));
  }

  private Answer sent(Sent sent) {
    return new Answer(said, counted, sent, breaking);
  }

  /** After so many tokens nothing more comes, until the client goes. Not streamed: nothing. */
  public Answer stallingAfter(int tokens) {
    return breaking(new Break(OptionalInt.of(tokens), OptionalInt.empty(), Optional.empty()));
  }

  /** After so many tokens the connection breaks. Not streamed: before anything is sent. */
  public Answer droppingAfter(int tokens) {
    return breaking(new Break(OptionalInt.empty(), OptionalInt.of(tokens), Optional.empty()));
  }

  /**
   * After so many tokens the stream goes on with an error, as its wire has it for what would have
   * been this status. Not streamed: the connection breaks before anything is sent.
   */
  public Answer failingAfter(int tokens, int status, String message) {
    var late = new Late(tokens, new Refused(status, Refused.Why.SCRIPTED, message));
    return breaking(new Break(OptionalInt.empty(), OptionalInt.empty(), Optional.of(late)));
  }

  private Answer breaking(Break breaking) {
    return new Answer(said, counted, sent, breaking);
  }

  Said said() {
    return said;
  }

  Counted counted() {
    return counted;
  }

  Sent sent() {
    return sent;
  }

  Break breaking() {
    return breaking;
  }
}
