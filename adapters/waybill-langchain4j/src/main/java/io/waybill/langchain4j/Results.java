package io.waybill.langchain4j;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.image.Image;
import dev.langchain4j.data.message.Content;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import io.waybill.work.Nothing;
import java.util.List;

/** What a tool gave, as a model is told: texts as they are, pictures as pictures, else JSON. */
final class Results {
  private static final JsonMapper JSON = JsonMapper.builder().findAndAddModules().build();

  private Results() {}

  static ToolExecutionResultMessage message(ToolExecutionRequest request, Object value) {
    var result = begin(request);
    if (value instanceof Image image) {
      return result.contents(ImageContent.from(image)).build();
    }
    if (value instanceof Content content) {
      return result.contents(content).build();
    }
    if (value instanceof List<?> all
        && !all.isEmpty()
        && all.stream().allMatch(Content.class::isInstance)) {
      return result.contents(all.stream().map(Content.class::cast).toList()).build();
    }
    return result.text(text(value)).build();
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
