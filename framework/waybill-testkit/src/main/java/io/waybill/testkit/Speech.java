package io.waybill.testkit;

import io.waybill.work.ErrorKind;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What a scripted model says to one call, token by token, and how it ends. */
public final class Speech {
  private static final Pattern WORD = Pattern.compile("\\S+");

  private final List<String> tokens;
  private final Reply<String> end;
  private final OptionalLong read;

  private Speech(List<String> tokens, Reply<String> end, OptionalLong read) {
    this.tokens = tokens;
    this.end = end;
    this.read = read;
  }

  /** A text; its tokens are its words, each with the blanks that follow it. */
  public static Speech of(String text) {
    return tokens(text.split("(?<=\\s)(?=\\S)"));
  }

  /** These tokens; none, if the model ends before it said anything. */
  public static Speech tokens(String... tokens) {
    var text = Outcome.of(String.join("", tokens), Usage.NONE, Outcome.Kind.GENERATED);
    return new Speech(List.of(tokens), Reply.of(text), OptionalLong.empty());
  }

  /** Then it fails like that. What it read and said until then is on the bill. */
  public Speech failing(ErrorKind kind, String message) {
    return new Speech(tokens, Reply.failed(kind, message), read);
  }

  /** Then nothing more ever comes. */
  public Speech stalling() {
    return new Speech(tokens, Reply.never(), read);
  }

  /** It read so many tokens; as many as the input has words, if nobody says. */
  public Speech reading(long tokens) {
    return new Speech(this.tokens, end, OptionalLong.of(tokens));
  }

  /** No more than so many tokens of it. */
  Speech cut(long most) {
    if (tokens.size() <= most) {
      return this;
    }
    var fewer = tokens.subList(0, (int) most);
    var text = Outcome.of(String.join("", fewer), Usage.NONE, Outcome.Kind.GENERATED);
    return new Speech(fewer, Reply.of(text.finishing(Outcome.Finish.LENGTH)), read);
  }

  List<String> said() {
    return tokens;
  }

  Reply<String> end() {
    return end;
  }

  long read(Object input) {
    return read.orElseGet(() -> WORD.matcher(input.toString()).results().count());
  }
}
