package io.waybill.langchain4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.PdfFileContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiTokenCountEstimator;
import dev.langchain4j.rag.content.Content;
import io.waybill.http.Http;
import io.waybill.testkit.billing.Answer;
import io.waybill.testkit.billing.BillingProvider;
import io.waybill.testkit.billing.Question;
import io.waybill.testkit.billing.Tokens;
import io.waybill.work.Attempt;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Conversation;
import io.waybill.work.Message;
import io.waybill.work.Outcome;
import io.waybill.work.Passage;
import io.waybill.work.Source;
import io.waybill.work.WorkInfo.Effects;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;

/** What work says that it can use at most is never less than what it is billed. */
@Timeout(120)
class BoundTest {
  private static final int ODD_TEXTS = 2000;

  private final BillingProvider provider = BillingProvider.start();
  private final Http http = Http.create();

  record Grade(int stars, String why) {}

  interface Assistant {
    String answer(String question);
  }

  @AfterEach
  void close() {
    http.close();
    provider.close();
  }

  private Chat chat() {
    return Chat.of(
            "gpt-test",
            line ->
                OpenAiChatModel.builder()
                    .httpClientBuilder(http.on(line))
                    .baseUrl(provider.openai())
                    .apiKey("sk-none")
                    .modelName("gpt-test")
                    .maxRetries(0)
                    .build())
        .withProvider("openai");
  }

  /** Texts that look harmless and are many tokens, or are odd in other ways. */
  private static String odd(Random random) {
    var pieces =
        List.<Function<Random, String>>of(
            r -> "The quick brown fox ",
            r -> new String(Character.toChars(0x1F300 + r.nextInt(0x2FF))),
            r -> "👩‍👩‍👧‍👦🏳️‍🌈",
            r -> new String(Character.toChars(0x4E00 + r.nextInt(0x51A5))),
            r -> new String(Character.toChars(0x20000 + r.nextInt(0xA6DF))),
            r -> "नमस्ते ",
            r -> "Z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢",
            r -> Base64.getEncoder().encodeToString(bytes(r, 1 + r.nextInt(60))),
            r -> "\\u0000\t\n\r  ",
            r -> "\"}]}{\"error\":",
            r -> "<|im_start|>system<|im_end|>",
            r -> " ".repeat(1 + r.nextInt(50)),
            r -> Long.toString(r.nextLong()),
            r -> "ﷺ",
            r -> "a".repeat(1 + r.nextInt(90)));
    var text = new StringBuilder("x");
    for (int i = random.nextInt(12); i >= 0; i--) {
      text.append(pieces.get(random.nextInt(pieces.size())).apply(random));
    }
    return text.toString();
  }

  private static byte[] bytes(Random random, int count) {
    var bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  private static List<ChatMessage> talk(Random random) {
    var messages = new ArrayList<ChatMessage>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      messages.add(UserMessage.from(odd(random)));
      messages.add(AiMessage.from(odd(random)));
    }
    messages.add(UserMessage.from(odd(random)));
    return messages;
  }

  /** The worst encoder there is: a token for every byte, and five more for every message. */
  private static Tokens everyByte(Question question) {
    long bytes =
        question.texts().stream()
            .mapToLong(text -> text.getBytes(StandardCharsets.UTF_8).length + 5)
            .sum();
    long tools = question.body().path("tools").toString().getBytes(StandardCharsets.UTF_8).length;
    long format =
        question.body().path("response_format").toString().getBytes(StandardCharsets.UTF_8).length;
    return Tokens.of(
        bytes + (question.tools().isEmpty() ? 0 : tools) + format, question.limit().orElse(99_999));
  }

  @Test
  void ofOddTextsItIsNeverLessThanWhatAProviderBillsThatCountsEveryByte() {
    provider.answering(
        question -> Answer.of("{\"stars\":1,\"why\":\"\"}").using(everyByte(question)));
    var random = new Random(7);
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT).all();
    var specifications = tools.stream().map(Tools.Callable::specification).toList();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ODD_TEXTS; i++) {
      var system = i % 3 == 0 || i % 4 == 3 ? "" : odd(random);
      var chat = chat().withSystem(system).withMostOutput(1 + random.nextInt(500));
      var text = odd(random);
      var talk = talk(random);
      Bound bound;
      Outcome<?> outcome;
      switch (i % 4) {
        case 0 -> {
          bound = chat.text().bound(text);
          outcome = Runs.outcome(chat.text(), text);
        }
        case 1 -> {
          bound = chat.messages().bound(talk);
          outcome = Runs.outcome(chat.messages(), talk);
        }
        case 2 -> {
          bound = chat.as(Grade.class).bound(text);
          outcome = Runs.outcome(chat.as(Grade.class), text);
        }
        default -> {
          var asked = new Inner();
          outcome =
              Runs.await(
                  chat.service(
                          Assistant.class,
                          Effects.PURE,
                          model ->
                              question ->
                                  model
                                      .chat(
                                          ChatRequest.builder()
                                              .messages(UserMessage.from(question))
                                              .toolSpecifications(specifications)
                                              .build())
                                      .aiMessage()
                                      .text(),
                          Assistant::answer)
                      .perform(text, asked));
          bound = asked.bounds.get(0);
          outcome = asked.outcomes.get(0);
        }
      }
      var usage = outcome.usage();
      assertEquals(Bound.Kind.TOKENS, bound.kind());
      assertTrue(usage.input() <= bound.input(), usage + " " + bound + " " + text);
      assertTrue(usage.output() <= bound.output(), usage + " " + bound);
      least = Math.min(least, bound.input() - usage.input());
    }
    assertTrue(least < 1000, "it is a bound, not a guess far off: " + least);
  }

  /** Remembers what its inner calls were held for, and what came of them. */
  private static final class Inner implements CallContext {
    private final List<Bound> bounds = new ArrayList<>();
    private final List<Outcome<?>> outcomes = new ArrayList<>();

    @Override
    public String path() {
      return "inner";
    }

    @Override
    public <T> Mono<Outcome<T>> inner(
        Attempt what, Function<? super CallContext, Mono<Outcome<T>>> call) {
      bounds.add(what.bound());
      return call.apply(this).doOnNext(outcomes::add);
    }
  }

  @Test
  void itIsNeverLessThanWhatTheEncoderOfOpenAiCounts() {
    var random = new Random(11);
    var chat = chat();
    for (var name : List.of("gpt-4o", "gpt-4")) {
      var encoder = new OpenAiTokenCountEstimator(name);
      for (int i = 0; i < ODD_TEXTS; i++) {
        var talk = talk(random);
        long counted = encoder.estimateTokenCountInMessages(talk);
        assertTrue(counted <= chat.messages().bound(talk).input(), talk::toString);
      }
    }
  }

  @Test
  void theLongestAnswerIsWhatWasDeclaredAndElseNobodyKnows() {
    assertEquals(Bound.UNDECLARED, chat().text().bound("Hi").output());
    assertEquals(300, chat().withMostOutput(300).text().bound("Hi").output());
    var built =
        OpenAiChatModel.builder().apiKey("sk-none").modelName("m").maxCompletionTokens(77).build();
    assertEquals(77, Chat.of("m", built).text().bound("Hi").output());
    var anthropic =
        AnthropicChatModel.builder().apiKey("sk-none").modelName("m").maxTokens(88).build();
    assertEquals(88, Chat.of("m", anthropic).text().bound("Hi").output());
    assertEquals(50, Chat.of("m", anthropic).withMostOutput(50).text().bound("Hi").output());
    assertThrows(IllegalArgumentException.class, () -> chat().withMostOutput(0));
  }

  @Test
  void eachTurnOfAnAgentIsBoundByAllThatWasSaidSoFar() {
    var used = new ArrayList<Long>();
    provider.answering(
        question -> {
          used.add(everyByte(question).input());
          var tokens = Tokens.of(everyByte(question).input(), 1);
          return used.size() > 5
              ? Answer.of("Done.").using(tokens)
              : Answer.tokens()
                  .calling("find", "{\"text\":\"%s\"}".formatted("🚚".repeat(used.size() * 50)))
                  .using(tokens);
        });
    var asked = new Inner();
    var tools = Tools.of(new Desk()).withEffects(Effects.IDEMPOTENT);
    var agent = chat().agent(tools);
    assertEquals(Bound.NOTHING, agent.bound("Find it"), "it uses nothing but what its turns do");
    Runs.await(agent.perform("Find it", asked));
    var turns = asked.bounds.stream().filter(one -> one.kind() == Bound.Kind.TOKENS).toList();
    assertEquals(6, turns.size());
    for (int turn = 0; turn < turns.size(); turn++) {
      assertTrue(used.get(turn) <= turns.get(turn).input(), used + " " + turns);
    }
  }

  @Test
  void aConversationIsBoundByAllThatWasSaid() {
    var long200 = "long ".repeat(200);
    var talk = Conversation.begun("c-1").plus(Message.Role.USER, long200);
    var on = talk.plus(Message.Role.ASSISTANT, long200).plus(Message.Role.USER, "And?");
    long first = chat().converse().bound(talk).input();
    assertTrue(first >= 1000);
    assertTrue(chat().converse().bound(on).input() >= first + 1000);
  }

  @Test
  void whatIsInHouseIsBoundByItsTimeOrByNothing() {
    var model = ScriptedChat.says("Hello");
    var here = Chat.of("small", line -> model).withPool("gpu0");
    assertEquals(Bound.Kind.TIME, here.text().bound("Hi").kind());
    assertEquals(Bound.NOTHING, Chat.of("small", line -> model).withPool("").text().bound("Hi"));
  }

  @Test
  void whatCannotBeAskedUsesNothing() {
    assertEquals(Bound.NOTHING, chat().text().bound("  "));
    assertEquals(Bound.NOTHING, chat().messages().bound(List.of()));
  }

  @Test
  void aPictureCountsAsMuchAsAnybodyBillsForOneAndOfOtherThingsNobodyKnows() {
    List<ChatMessage> seen =
        List.of(
            UserMessage.from(
                TextContent.from("What is it?"), ImageContent.from("https://x.example/y.png")));
    long input = chat().messages().bound(seen).input();
    assertTrue(input > Most.IMAGE && input < Most.IMAGE + 1000, "" + input);
    var dearest = Chat.of("gpt-4o-mini", line -> ScriptedChat.says("")).withProvider("openai");
    assertTrue(dearest.messages().bound(seen).input() > 2833 + 8 * 5667);
    List<ChatMessage> file =
        List.of(UserMessage.from(PdfFileContent.from("https://x.example/y.pdf")));
    assertEquals(Bound.UNKNOWN, chat().messages().bound(file));
  }

  @Test
  void toolsTheirResultsAndTheThoughtsBeforeCount() {
    var tool =
        ToolSpecification.builder()
            .name("find")
            .description("d".repeat(1000))
            .parameters(JsonObjectSchema.builder().addStringProperty("text").build())
            .build();
    List<ChatMessage> messages =
        List.of(
            SystemMessage.from("s".repeat(1000)),
            AiMessage.builder().text("t").thinking("h".repeat(1000)).build(),
            ToolExecutionResultMessage.from("id", "find", "r".repeat(1000)));
    var facts = Facts.of("m");
    var bare = ChatRequest.builder().messages(messages).build();
    var armed = ChatRequest.builder().messages(messages).toolSpecifications(tool).build();
    assertTrue(Most.of(facts, bare).input() >= 3000);
    assertTrue(Most.of(facts, armed).input() >= Most.of(facts, bare).input() + 1000);
  }

  @Test
  void vectorsReadTheirTextsAndWriteNothing() {
    var vectors = Embeddings.of("m", line -> null).withProvider("openai").vectors();
    var bound = vectors.bound(List.of("äöü", "abc"));
    assertTrue(bound.input() >= 9 && bound.input() < 100, bound::toString);
    assertEquals(0, bound.output());
  }

  @Test
  void aRetrieverThatAsksOutsideMayUseAnythingAndOneInHouseNothing() {
    var found = List.of(Content.from("text"));
    assertEquals(Bound.UNKNOWN, Retrieval.external("web", query -> found).bound("x"));
    assertEquals(Bound.NOTHING, Retrieval.inHouse("own", query -> found).bound("x"));
  }

  @Test
  void anAnswerReadsItsPassagesAndItsRules() {
    var passage = new Passage("p".repeat(5000), new Source("doc", 0, 5000, ""), 1);
    var question = new io.waybill.work.Question("How long?", List.of(passage));
    assertTrue(chat().answer().bound(question).input() > 5000 + Citations.RULES.length());
  }
}
