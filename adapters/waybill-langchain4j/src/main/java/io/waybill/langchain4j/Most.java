package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.waybill.work.Bound;
import io.waybill.work.WorkException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The most that a request can use, told before it is made. A token of an encoder that works on
 * bytes, or falls back to them, is at least a byte; what stands around the texts has allowances.
 *
 * <ul>
 *   <li>{@link #REQUEST} tokens for what a model's template says by itself, {@link #MESSAGE} for
 *       each message's role and marks;
 *   <li>{@link #TOOLS} for what a provider tells its model of how to call tools (Anthropic: up to
 *       about 700), {@link #TOOL} and twice its JSON for each: it is sent in other words;
 *   <li>{@link #IMAGE} for each picture. The dearest documented ones: gpt-4o-mini bills {@value
 *       #DEAREST_IMAGE} at most (2833 + 5667 for each of eight tiles), everybody else fewer than
 *       {@link #IMAGE} (gpt-4o 1445, Anthropic 4784, Gemini 258 for each tile).
 * </ul>
 *
 * <p>Of sounds, films and PDF files nobody says how many they are at most.
 */
final class Most {
  static final int REQUEST = 128;
  static final int MESSAGE = 16;
  static final int TOOLS = 1024;
  static final int TOOL = 64;
  static final int IMAGE = 16_384;
  private static final int DEAREST_IMAGE = 48_169;

  private Most() {}

  /** Of a request that is still to be made; one that cannot be made uses nothing. */
  static Bound of(Facts facts, Supplier<ChatRequest.Builder> request) {
    try {
      return of(facts, request.get().build());
    } catch (WorkException notToBeMade) {
      return Bound.NOTHING;
    }
  }

  static Bound of(Facts facts, ChatRequest request) {
    if (facts.local()) {
      return inHouse(facts);
    }
    var messages = messages(facts, request.messages());
    return messages.isEmpty()
        ? Bound.UNKNOWN
        : bound(
            facts, messages.getAsLong() + tools(request) + format(request), output(facts, request));
  }

  /** Of texts that are turned into vectors. */
  static Bound ofTexts(Facts facts, List<String> texts) {
    long input = texts.stream().mapToLong(text -> MESSAGE + bytes(text)).sum();
    return facts.local() ? inHouse(facts) : bound(facts, input, 0);
  }

  private static Bound inHouse(Facts facts) {
    return facts.pool().isEmpty()
        ? Bound.NOTHING
        : new Bound(Bound.Kind.TIME, "", facts.model(), 0, 0);
  }

  private static Bound bound(Facts facts, long input, long output) {
    var provider = facts.provider().isEmpty() ? "other" : facts.provider();
    return Bound.tokens(provider, facts.model(), input, output);
  }

  /** The shorter of what the model may write and what is asked for. */
  private static long output(Facts facts, ChatRequest request) {
    var asked = Parameters.mostOutput(request.parameters());
    long declared = facts.mostOutput();
    return declared == Bound.UNDECLARED
        ? asked.orElse(Bound.UNDECLARED)
        : Math.min(asked.orElse(declared), declared);
  }

  private static OptionalLong messages(Facts facts, List<ChatMessage> messages) {
    long tokens = REQUEST;
    for (var message : messages) {
      var one = message(facts, message);
      if (one.isEmpty()) {
        return one;
      }
      tokens += MESSAGE + one.getAsLong();
    }
    return OptionalLong.of(tokens);
  }

  private static OptionalLong message(Facts facts, ChatMessage message) {
    if (message instanceof SystemMessage system) {
      return OptionalLong.of(bytes(system.text()));
    }
    if (message instanceof UserMessage user) {
      return contents(facts, bytes(user.name()), user.contents());
    }
    if (message instanceof AiMessage answer) {
      return OptionalLong.of(bytes(answer.text()) + bytes(answer.thinking()) + calls(answer));
    }
    return message instanceof ToolExecutionResultMessage result
        ? contents(facts, bytes(result.id()) + bytes(result.toolName()), result.contents())
        : OptionalLong.empty();
  }

  private static long calls(AiMessage answer) {
    return answer.toolExecutionRequests().stream()
        .mapToLong(call -> TOOL + bytes(call.id()) + bytes(call.name()) + bytes(call.arguments()))
        .sum();
  }

  private static OptionalLong contents(Facts facts, long named, List<? extends Content> contents) {
    long tokens = named;
    for (var content : contents) {
      if (content instanceof TextContent text) {
        tokens += MESSAGE + bytes(text.text());
      } else if (content instanceof ImageContent) {
        tokens += facts.model().contains("4o-mini") ? DEAREST_IMAGE : IMAGE;
      } else {
        return OptionalLong.empty();
      }
    }
    return OptionalLong.of(tokens);
  }

  private static long tools(ChatRequest request) {
    var tools = request.toolSpecifications();
    return tools == null || tools.isEmpty()
        ? 0
        : TOOLS + tools.stream().mapToLong(tool -> TOOL + 2 * bytes(tool.toJson())).sum();
  }

  /** Most providers bill nothing for the schema of an answer; some put it into the prompt. */
  private static long format(ChatRequest request) {
    var format = request.responseFormat();
    if (format == null || format.jsonSchema() == null) {
      return 0;
    }
    var schema = format.jsonSchema().rootElement();
    return schema instanceof JsonObjectSchema object
        ? TOOL + 2 * bytes(Schemas.json(object))
        : TOOL + 4 * bytes(String.valueOf(schema));
  }

  private static long bytes(@Nullable String text) {
    return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
