package io.waybill.langchain4j;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.LogProb;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import java.util.List;
import java.util.OptionalDouble;

/** How sure a model was of a label that it wrote, if its engine says so. */
final class Sureness {
  private static final boolean OPEN_AI = Tokens.there(() -> OpenAiChatResponseMetadata.class);

  private Sureness() {}

  /**
   * The probability of the label's own tokens and of the quote that ends it, after those before it;
   * empty if the answer has no log-probabilities.
   */
  static OptionalDouble of(ChatResponse response, String label) {
    return OPEN_AI ? OpenAi.of(response, label) : OptionalDouble.empty();
  }

  /** Loaded only where there are classes of OpenAI's. */
  private static final class OpenAi {
    static OptionalDouble of(ChatResponse response, String label) {
      return response.metadata() instanceof OpenAiChatResponseMetadata said
              && said.logProbs() != null
          ? of(said.logProbs(), "\"" + label + "\"")
          : OptionalDouble.empty();
    }

    private static OptionalDouble of(List<LogProb> tokens, String quoted) {
      var all = new StringBuilder();
      tokens.forEach(token -> all.append(token.token()));
      int from = all.lastIndexOf(quoted) + 1;
      int to = from + quoted.length() - 1;
      if (from == 0) {
        return OptionalDouble.empty();
      }
      double sum = 0;
      int at = 0;
      for (var token : tokens) {
        int end = at + token.token().length();
        if (at < to && end > from) {
          sum += token.logprob();
        }
        at = end;
      }
      return OptionalDouble.of(Math.min(1, Math.exp(sum)));
    }
  }
}
