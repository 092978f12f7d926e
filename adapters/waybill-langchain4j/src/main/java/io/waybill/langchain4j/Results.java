package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.waybill.work.Nothing;
import java.util.ArrayList;
import java.util.List;

/** What a tool gave, as a model is told: texts as they are, pictures as pictures, else JSON. */
final class Results {
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private static final String AGAIN =
      "You have asked for exactly this before, and it was not done again. What it gave: ";

  private Results() {}

  /**
   * @param longest so many characters of its text are told, and that it was cut
   */
  static ToolExecutionResultMessage message(
      ToolExecutionRequest request, Object value, int longest) {
    var result = begin(request);
    if (value instanceof Image image) {
      return result.contents(ImageContent.from(image)).build();
    }
    if (value instanceof Content content) {
      return result.contents(cut(content, longest)).build();
    }
    if (value instanceof List<?> all
        && !all.isEmpty()
        && all.stream().allMatch(Content.class::isInstance)) {
      return result.contents(cut(all, longest)).build();
    }
    return result.text(cut(text(value), longest)).build();
  }

  /** A result for another request for the same. */
  static ToolExecutionResultMessage same(
      ToolExecutionRequest request, ToolExecutionResultMessage result) {
    return result.toBuilder().id(request.id()).build();
  }

  /** A result once more, and that it was told before. */
  static ToolExecutionResultMessage again(
      ToolExecutionRequest request, ToolExecutionResultMessage result) {
    var both = new ArrayList<Content>();
    if (result.hasSingleText()) {
      both.add(TextContent.from(AGAIN + result.text()));
    } else {
      both.add(TextContent.from(AGAIN));
      both.addAll(result.contents());
    }
    return result.toBuilder().id(request.id()).contents(both).build();
  }

  /** Texts share what there is; pictures are passed on as they are. */
  private static List<Content> cut(List<?> all, int longest) {
    var cut = new ArrayList<Content>();
    int left = longest;
    for (var each : all) {
      var content = cut((Content) each, left);
      cut.add(content);
      left -= each instanceof TextContent text ? Math.min(left, text.text().length()) : 0;
    }
    return cut;
  }

  private static Content cut(Content content, int longest) {
    return content instanceof TextContent text
        ? TextContent.from(cut(text.text(), longest))
        : content;
  }

  private static String cut(String text, int longest) {
    if (text.length() <= longest) {
      return text;
    }
    int end =
        longest > 0 && Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
    return "%s… (cut: the first %d of %d characters)"
        .formatted(text.substring(0, end), end, text.length());
  }

  static ToolExecutionResultMessage error(ToolExecutionRequest request, String why) {
    return begin(request).text("Error: " + why).isError(true).build();
  }

  private static ToolExecutionResultMessage.Builder begin(ToolExecutionRequest request) {
    return ToolExecutionResultMessage.builder().id(request.id()).toolName(request.name());
  }

  static String text(Object value) {
    if (value == Nothing.NOTHING) {
      return "Success";
    }
    if (value instanceof CharSequence text) {
      return text.toString();
    }
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException unwritable) {
      return value.toString();
    }
  }
}
