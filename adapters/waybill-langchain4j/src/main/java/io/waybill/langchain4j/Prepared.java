package io.waybill.langchain4j;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.model.anthropic.AnthropicChatRequestParameters;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Requests as they are sent: with no longer an answer than is held for, and beginning as the one
 * before did, so that whoever has that in a cache need not read it again. Tools are in the order of
 * their names. Anthropic, which caches only what is marked, has its system text marked, and with it
 * the tools before it, if they are long enough to be cached at all.
 *
 * @param provider whose model it is
 * @param model what it says of itself
 */
record Prepared(Facts facts, String provider, ChatRequestParameters model, CallContext call) {
  private static final boolean OPEN_AI = there(() -> OpenAiChatRequestParameters.class);
  private static final boolean ANTHROPIC = there(() -> AnthropicChatRequestParameters.class);

  /**
   * Anthropic caches no fewer than 1024 tokens, of some models 4096: a mark on less costs nothing.
   */
  private static final int CACHED_BYTES = 4 * 1024;

  private static final Comparator<ToolSpecification> BY_NAME =
      Comparator.comparing(ToolSpecification::name);

  ChatRequest request(ChatRequest asked) {
    var whole = marked(asked, limited(sorted(model.overrideWith(asked.parameters()))));
    return ChatRequest.builder().messages(asked.messages()).parameters(whole).build();
  }

  private static ChatRequestParameters sorted(ChatRequestParameters whole) {
    var tools = whole.toolSpecifications();
    if (tools == null || tools.size() < 2) {
      return whole;
    }
    var byName = tools.stream().sorted(BY_NAME).toList();
    return whole.overrideWith(ChatRequestParameters.builder().toolSpecifications(byName).build());
  }

  private ChatRequestParameters limited(ChatRequestParameters whole) {
    var most = mostOutput();
    if (most.isEmpty()) {
      return whole;
    }
    if (OPEN_AI && OpenAi.is(whole)) {
      return OpenAi.limited(whole, most.getAsInt(), provider);
    }
    return longer(whole.maxOutputTokens(), most.getAsInt())
        ? whole.overrideWith(maxOutput(most.getAsInt()))
        : whole;
  }

  /** What was declared, or what is held for, whichever is less. */
  private OptionalInt mostOutput() {
    var declared =
        facts.mostOutput() == Bound.UNDECLARED
            ? LongStream.empty()
            : LongStream.of(facts.mostOutput());
    var least = LongStream.concat(declared, call.mostOutput().stream()).min();
    return least.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) Math.min(Integer.MAX_VALUE, least.getAsLong()));
  }

  private static boolean longer(@Nullable Integer set, int most) {
    return set == null || set > most;
  }

  private static ChatRequestParameters maxOutput(int most) {
    return ChatRequestParameters.builder().maxOutputTokens(most).build();
  }

  private static ChatRequestParameters marked(ChatRequest asked, ChatRequestParameters whole) {
    return ANTHROPIC && Anthropic.is(whole) ? Anthropic.marked(asked, whole) : whole;
  }

  private static boolean there(Supplier<Class<?>> type) {
    try {
      return type.get() != null;
    } catch (LinkageError absent) {
      return false;
    }
  }

  private static final class OpenAi {
    static boolean is(ChatRequestParameters whole) {
      return whole instanceof OpenAiChatRequestParameters;
    }

    /**
     * OpenAI's newest models refuse the old name, many engines know no other, and none takes both.
     */
    static ChatRequestParameters limited(ChatRequestParameters whole, int most, String provider) {
      var set = ((OpenAiChatRequestParameters) whole).maxCompletionTokens();
      boolean oldName =
          whole.maxOutputTokens() != null || (set == null && !provider.equals("openai"));
      var limited = whole;
      if (oldName && longer(whole.maxOutputTokens(), most)) {
        limited = limited.overrideWith(maxOutput(most));
      }
      if ((set != null || !oldName) && longer(set, most)) {
        limited =
            limited.overrideWith(
                OpenAiChatRequestParameters.builder().maxCompletionTokens(most).build());
      }
      return limited;
    }
  }

  private static final class Anthropic {
    static boolean is(ChatRequestParameters whole) {
      return whole instanceof AnthropicChatRequestParameters;
    }

    static ChatRequestParameters marked(ChatRequest asked, ChatRequestParameters whole) {
      var said = (AnthropicChatRequestParameters) whole;
      var systems = asked.messages().stream().filter(SystemMessage.class::isInstance).toList();
      var tools =
          whole.toolSpecifications() == null
              ? List.<ToolSpecification>of()
              : whole.toolSpecifications();
      boolean decided = said.cacheSystemMessages() != null || said.cacheTools() != null;
      long bytes =
          systems.stream().mapToLong(system -> bytes(((SystemMessage) system).text())).sum()
              + tools.stream().mapToLong(tool -> bytes(tool.toJson())).sum();
      if (decided || bytes < CACHED_BYTES) {
        return whole;
      }
      var marks = AnthropicChatRequestParameters.builder();
      return whole.overrideWith(
          systems.isEmpty()
              ? marks.cacheTools(true).build()
              : marks.cacheSystemMessages(true).build());
    }

    private static long bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_8).length;
    }
  }
}
