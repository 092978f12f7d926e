package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.UserMessage;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Message;
import io.waybill.work.Message.Role;
import io.waybill.work.Outcome;
import io.waybill.work.Usage;
import io.waybill.work.WorkException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A conversation as a model is sent it: the oldest first, so that each request begins as the one
 * before did. A summary goes before the first message and in it, since some models want the two
 * sides to take turns; it is nobody's instruction, so it is not told as one.
 */
final class Dialogue {
  private Dialogue() {}

  static List<ChatMessage> messages(Conversation conversation) {
    var said = conversation.messages();
    if (said.isEmpty() || said.get(said.size() - 1).role() != Role.USER) {
      throw new WorkException(
          ErrorKind.INVALID,
          Usage.NONE,
          "the last word in the conversation is not the user's: there is nothing to answer");
    }
    var messages = new ArrayList<ChatMessage>();
    for (int i = 0; i < said.size(); i++) {
      messages.add(message(said.get(i), i == 0 ? conversation.summary() : ""));
    }
    return messages;
  }

  private static ChatMessage message(Message said, String summary) {
    var text =
        summary.isEmpty()
            ? said.text()
            : "What was said before, in short:\n%s\n\nNow:\n%s".formatted(summary, said.text());
    return said.role() == Role.USER ? UserMessage.from(text) : AiMessage.from(text);
  }

  /** The conversation, and what was answered. */
  static Outcome<Conversation> answered(Conversation conversation, Outcome<String> answer) {
    return new Outcome<>(
        conversation.plus(Role.ASSISTANT, answer.value()),
        answer.usage(),
        answer.sources(),
        answer.scores(),
        answer.kind(),
        answer.finish(),
        answer.origin());
  }

  /** Which conversation a call belongs to, without telling whose it is. */
  static String affinity(Conversation conversation) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(conversation.id().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
