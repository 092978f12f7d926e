package io.waybill.langchain4j;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.output.TokenUsage;
import io.waybill.work.Usage;
import io.waybill.work.Usage.Basis;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a request used, said the same way whoever serves the model: {@link Usage} counts cached
 * tokens as input and reasoning tokens as output, each once.
 *
 * <ul>
 *   <li>OpenAI: cached tokens are in the input, reasoning tokens in the output. Engines that speak
 *       its language and count reasoning beside the output are known by their total.
 *   <li>Anthropic: tokens read from and written to the cache are beside the input.
 *   <li>Gemini: thoughts are beside the output, unless the total says otherwise; what the total has
 *       more are prompts of its own tools, which it bills as input.
 *   <li>others: input and output are all there is.
 * </ul>
 *
 * @param provider who bills it, as far as anybody said
 */
record Tokens(Facts facts, String provider) {
  private static final boolean OPEN_AI = there(() -> OpenAiTokenUsage.class);
  private static final boolean ANTHROPIC = there(() -> AnthropicTokenUsage.class);
  private static final boolean GEMINI = there(() -> GoogleAiGeminiTokenUsage.class);

  /** Numbers as they were said, made to fit {@link Usage} but for contradictions. */
  private record Said(long input, long read, long write, long output, long reasoning) {}

  /**
   * What the model reported. Without a report it is {@link Basis#UNKNOWN} where somebody bills it;
   * a model that says it read nothing and wrote nothing has reported nothing.
   */
  Usage of(@Nullable TokenUsage reported, Duration time) {
    var said = said(reported);
    if (said.isEmpty()) {
      return silent(time, true);
    }
    return fitted(said.get(), time, Basis.REPORTED);
  }

  /**
   * What we counted: {@linkplain Counted#tokens a token for four bytes} of what was sent, and one
   * for each part of the answer that came. Unknown if something was sent that cannot be counted.
   */
  Usage counted(ChatRequest request, int parts, Duration time) {
    var input = Counted.tokens(request);
    return input.isEmpty()
        ? silent(time, true)
        : fitted(new Said(input.getAsLong(), 0, 0, parts, 0), time, Basis.COUNTED);
  }

  /**
   * What a request used of which nothing is known.
   *
   * @param billed whether somebody may bill it all the same
   */
  Usage silent(Duration time, boolean billed) {
    if (facts.local()) {
      return facts.pool().isEmpty() ? Usage.NONE : Usage.engine(facts.model(), time, 0, 0);
    }
    return billed ? Usage.UNKNOWN : Usage.NONE;
  }

  private Usage fitted(Said said, Duration time, Basis basis) {
    long input = Math.max(0, said.input);
    long read = within(input, said.read);
    long write = within(input - read, said.write);
    long output = Math.max(0, said.output);
    long reasoning = within(output, said.reasoning);
    boolean fits = said.equals(new Said(input, read, write, output, reasoning));
    return new Usage(
        facts.local() ? "" : provider.isEmpty() ? "other" : provider,
        facts.model(),
        input,
        read,
        write,
        output,
        reasoning,
        facts.pool().isEmpty() ? Duration.ZERO : time,
        basis(fits ? basis : Basis.INCONSISTENT));
  }

  /** In house a machine's time is counted, and nothing else is billed. */
  private Basis basis(Basis outside) {
    if (!facts.local()) {
      return outside;
    }
    return facts.pool().isEmpty() ? Basis.NOTHING : Basis.COUNTED;
  }

  private static long within(long most, long said) {
    return Math.max(0, Math.min(most, said));
  }

  private static Optional<Said> said(@Nullable TokenUsage reported) {
    if (reported == null) {
      return Optional.empty();
    }
    var said = specific(reported);
    return said.input + said.output == 0 ? Optional.empty() : Optional.of(said);
  }

  private static Said specific(TokenUsage reported) {
    if (OPEN_AI && OpenAi.is(reported)) {
      return OpenAi.said(reported);
    }
    if (ANTHROPIC && Anthropic.is(reported)) {
      return Anthropic.said(reported);
    }
    if (GEMINI && Gemini.is(reported)) {
      return Gemini.said(reported);
    }
    return new Said(
        number(reported.inputTokenCount()), 0, 0, number(reported.outputTokenCount()), 0);
  }

  private static long number(@Nullable Integer said) {
    return said == null ? 0 : said;
  }

  /** The providers' modules are optional: what is not on the class path is never looked at. */
  static boolean there(Supplier<? extends Class<?>> type) {
    try {
      return type.get() != null;
    } catch (LinkageError absent) {
      return false;
    }
  }

  private static final class OpenAi {
    static boolean is(TokenUsage reported) {
      return reported instanceof OpenAiTokenUsage;
    }

    static Said said(TokenUsage reported) {
      var usage = (OpenAiTokenUsage) reported;
      var in = usage.inputTokensDetails();
      var out = usage.outputTokensDetails();
      long input = number(usage.inputTokenCount());
      long output = number(usage.outputTokenCount());
      long reasoning = out == null ? 0 : number(out.reasoningTokens());
      boolean beside =
          reasoning > 0 && number(usage.totalTokenCount()) == input + output + reasoning;
      return new Said(
          input,
          in == null ? 0 : number(in.cachedTokens()),
          0,
          beside ? output + reasoning : output,
          reasoning);
    }
  }

  private static final class Anthropic {
    static boolean is(TokenUsage reported) {
      return reported instanceof AnthropicTokenUsage;
    }

    static Said said(TokenUsage reported) {
      var usage = (AnthropicTokenUsage) reported;
      long read = number(usage.cacheReadInputTokens());
      long write = number(usage.cacheCreationInputTokens());
      long input = number(usage.inputTokenCount()) + read + write;
      return new Said(input, read, write, number(usage.outputTokenCount()), 0);
    }
  }

  private static final class Gemini {
    static boolean is(TokenUsage reported) {
      return reported instanceof GoogleAiGeminiTokenUsage;
    }

    static Said said(TokenUsage reported) {
      var usage = (GoogleAiGeminiTokenUsage) reported;
      long input = number(usage.inputTokenCount());
      long written = number(usage.outputTokenCount());
      long thoughts = number(usage.thoughtsTokenCount());
      long total = number(usage.totalTokenCount());
      long output = total == input + written ? written : written + thoughts;
      long tools = Math.max(0, total - input - output);
      return new Said(input + tools, number(usage.cachedContentTokenCount()), 0, output, thoughts);
    }
  }
}
