package io.waybill.langchain4j;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import io.waybill.work.Bound;
import io.waybill.work.CallContext;
import io.waybill.work.Conversation;
import io.waybill.work.ErrorKind;
import io.waybill.work.Line;
import io.waybill.work.Question;
import io.waybill.work.Router;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/**
 * A chat model of LangChain4j and what there is to know about it; work is made from it. A value:
 * the {@code with…} methods give another one.
 *
 * <p>Prefer to say how the model is made: it is then made for each attempt, over the attempt's own
 * line, so that a cancel closes its socket at once and hidden retries are counted. A model that was
 * built before is asked as it is; its own retries, if it has any, are flagged on receipts.
 */
public final class Chat {
  private final Asking asking;
  private final Facts facts;

  private Chat(Asking asking, Facts facts) {
    this.asking = asking;
    this.facts = facts;
  }

  /**
   * A model that answers all at once, made for each attempt. Each call has a thread of its own,
   * interrupted on cancel.
   *
   * @param model as the provider names it, receipts show it, and prices are found by it
   */
  public static Chat of(String model, Function<? super Line, ? extends ChatModel> made) {
    return new Chat(new Waiting(made), Facts.of(model));
  }

  /** A model that answers all at once, as the caller built it. */
  public static Chat of(String model, ChatModel built) {
    return new Chat(
        new Waiting(line -> built),
        Facts.built(model, built.provider(), built.defaultRequestParameters())
            .withOwnRetries(OwnRetries.of(built)));
  }

  /** A model that answers token by token, made for each attempt; as {@link #of}. */
  public static Chat streaming(
      String model, Function<? super Line, ? extends StreamingChatModel> made) {
    return new Chat(new Listening(made), Facts.of(model));
  }

  /** A model that answers token by token, as the caller built it. */
  public static Chat streaming(String model, StreamingChatModel built) {
    return new Chat(
        new Listening(line -> built),
        Facts.built(model, built.provider(), built.defaultRequestParameters())
            .withOwnRetries(OwnRetries.of(built)));
  }

  /**
   * Who bills it, in the words of OpenTelemetry: {@code openai}, {@code anthropic}, {@code
   * gcp.gemini}, {@code mistral_ai}. What LangChain4j says of the model if nobody says it here.
   */
  public Chat withProvider(String provider) {
    return new Chat(asking, facts.withProvider(provider));
  }

  /**
   * It runs in house, on a machine of ours: nothing leaves, and it is billed by the time it takes.
   *
   * @param pool whose time that is; empty if nobody bills it
   */
  public Chat withPool(String pool) {
    return new Chat(asking, facts.withPool(pool));
  }

  /**
   * How many tokens its answers have at most, thoughts included. Sent with every request, and held
   * for under a budget; a budget that has less left makes it less.
   */
  public Chat withMostOutput(int tokens) {
    if (tokens < 1) {
      throw new IllegalArgumentException("an answer has at least one token, not " + tokens);
    }
    var told = facts.withMostOutput(tokens);
    return new Chat(
        asking,
        facts.config().containsKey("max_tokens")
            ? told
            : told.withConfig(Map.of("max_output_tokens", tokens)));
  }

  /** What it is told before everything else: its role and its rules. */
  public Chat withSystem(String system) {
    return new Chat(asking, facts.withSystem(system));
  }

  /**
   * What else decides what it answers, for plans to compare: {@code temperature}, a URL; never a
   * secret. What a built model tells of itself is there already.
   */
  public Chat withConfig(Map<String, Object> config) {
    return new Chat(asking, facts.withConfig(config));
  }

  /** Answers a text. */
  public Work<String, String> text() {
    return Work.described(
        facts.info("chat.text", String.class, String.class).build(),
        text -> Most.of(facts, () -> facts.request(text)),
        (text, call) ->
            ask(facts, () -> facts.request(text), call).map(reply -> reply.outcome(reply.text())));
  }

  /**
   * Answers a question from its passages and nothing else. The outcome's sources are those of the
   * passages that the answer cites by their numbers, as {@code [2]}.
   */
  public Work<Question, String> answer() {
    var ruled = facts.withSystem((facts.system() + "\n\n" + Citations.RULES).strip());
    return Work.described(
        ruled.info("chat.answer", Question.class, String.class).build(),
        asked -> Most.of(ruled, () -> ruled.request(Citations.prompt(asked))),
        (asked, call) ->
            ask(ruled, () -> ruled.request(Citations.prompt(asked)), call)
                .map(reply -> reply.outcome(reply.text()))
                .map(said -> said.from(Citations.sources(said.value(), asked.passages()))));
  }

  /**
   * Answers a text with a record. Its JSON schema goes with the request, and the answer is read
   * strictly: what does not fit it fails as {@link ErrorKind#INVALID}, with what it cost. The
   * output is {@link WorkInfo.Trust#TRUSTED} if the record has room for nothing but booleans,
   * numbers and enums.
   *
   * @param record of booleans, numbers, strings, enums, records of these, and lists of all of them
   * @throws IllegalArgumentException if it holds anything else, with every place where it does
   */
  public <T extends Record> Work<String, T> as(Class<T> record) {
    var shape = Shape.of(record);
    var told = facts.withConfig(Map.of("schema", Schemas.plain(shape.schema())));
    return Work.described(
        told.info("chat.record", String.class, record)
            .trust(shape.closed() ? WorkInfo.Trust.TRUSTED : WorkInfo.Trust.AS_INPUT)
            .build(),
        text -> Most.of(facts, () -> facts.request(text).responseFormat(shape.format())),
        (text, call) ->
            ask(facts, () -> facts.request(text).responseFormat(shape.format()), call)
                .map(reply -> reply.outcome(shape.read(reply))));
  }

  /**
   * Sorts a text: a router that answers with exactly one of these labels, or abstains. The labels
   * go with the request as an enum in its JSON schema, and nothing but one of them is read as an
   * answer: anything else fails as {@link ErrorKind#INVALID}, with what it cost. So its output is
   * {@link WorkInfo.Trust#TRUSTED}, whoever wrote the text; which label a text talks the model into
   * is another question.
   *
   * <p>It writes few tokens, unless {@link #withMostOutput} says otherwise: a model that thinks
   * first needs more. It is as confident as the label's log-probabilities say, where the answer has
   * them; 0.5 else.
   *
   * @param labels each with a few words on what belongs to it, which may be empty; asked in the
   *     order of the map
   * @throws IllegalArgumentException if there is none, or one is blank or {@code otherwise}
   */
  public Router<String> choosing(Map<String, String> labels) {
    return new Sorting(asking, facts, labels);
  }

  /** Answers a conversation, images included. */
  public Work<List<ChatMessage>, AiMessage> messages() {
    return Work.described(
        facts.info("chat.messages", List.class, AiMessage.class).build(),
        messages -> Most.of(facts, () -> facts.request(messages)),
        (messages, call) ->
            ask(facts, () -> facts.request(messages), call)
                .map(reply -> reply.outcome(reply.response().aiMessage())));
  }

  /**
   * Answers a conversation whose last word is the user's: the value is the conversation and the
   * answer. What it is told first comes first, then the oldest message, so that each request begins
   * as the one before did and the engine need not read that again.
   */
  public Work<Conversation, Conversation> converse() {
    return Work.described(
        facts.info("chat.converse", Conversation.class, Conversation.class).build(),
        conversation -> Most.of(facts, () -> facts.request(Dialogue.messages(conversation))),
        (conversation, call) ->
            Mono.fromSupplier(() -> facts.request(Dialogue.messages(conversation)).build())
                .flatMap(
                    request -> asking.ask(facts, request, Dialogue.affinity(conversation), call))
                .map(reply -> Dialogue.answered(conversation, reply.outcome(reply.text()))));
  }

  /** {@link #converse()} with the help of tools, as {@link #agent(Tools, AgentRules)}. */
  public Work<Conversation, Conversation> converse(Tools tools, AgentRules rules) {
    var agent = new Agent(asking, facts, tools, rules);
    return Work.described(
        agent.info("chat.converse", Conversation.class, Conversation.class),
        conversation -> Bound.NOTHING, // as an agent
        (conversation, call) ->
            Mono.fromSupplier(() -> facts.request(Dialogue.messages(conversation)).build())
                .flatMap(
                    request ->
                        agent.answer(request.messages(), Dialogue.affinity(conversation), call))
                .map(answer -> Dialogue.answered(conversation, answer)));
  }

  /** {@link #agent(Tools, AgentRules)} by {@link AgentRules#DEFAULT}. */
  public Work<String, String> agent(Tools tools) {
    return agent(tools, AgentRules.DEFAULT);
  }

  /** {@link #agent(Tools, AgentRules)} of at most so many turns. */
  public Work<String, String> agent(Tools tools, int mostTurns) {
    return agent(tools, AgentRules.DEFAULT.withTurns(mostTurns));
  }

  /**
   * Answers a text with the help of tools, which it calls until it has its answer. Every turn of
   * the model and every call of a tool has a posting of its own.
   *
   * <p>A tool that fails, that there is not, or whose arguments do not fit is told to the model as
   * the tool's result, as LangChain4j's AI services do by default, so that it can try another way;
   * what it cost is on the bill. The same call asked for again is answered with what it gave
   * before. Calls of one turn are made at once, or in the order asked if one of them is
   * consequential.
   *
   * <p>It fails as {@link ErrorKind#INVALID} if the model has its turns used up, asks for the same
   * call or for calls that cannot be made again and again; as {@link ErrorKind#AMBIGUOUS} if its
   * model fails after a consequential tool was called, so that nobody tries all of it again; and as
   * what ends the run itself: no budget, no time, a cancel.
   *
   * @throws IllegalArgumentException if a tool could bring in words that nobody vouches for,
   *     another is consequential, and nobody approves its calls; or if a tool's private data would
   *     leave the house
   */
  public Work<String, String> agent(Tools tools, AgentRules rules) {
    var agent = new Agent(asking, facts, tools, rules);
    return Work.described(
        agent.info(Agent.NAME, String.class, String.class),
        text -> Bound.NOTHING, // each turn and each tool is held for as it is asked
        (text, call) ->
            Mono.fromSupplier(() -> facts.request(text).build())
                .flatMap(request -> agent.answer(request.messages(), call.affinity(), call)));
  }

  /**
   * An AI service of LangChain4j's as work: {@code chat.service(Assistant.class, PURE, model ->
   * AiServices.create(Assistant.class, model), Assistant::answer)}. It is built for each call over
   * a model whose every exchange is a call inside that call, so the ledger shows each with its own
   * time and tokens, however many the service makes and whether it ends well or not; the step
   * itself uses nothing more.
   *
   * <p>What it reads by itself nobody sees from outside, so its answer counts as untrusted; and it
   * cannot have consequential tools, for nobody could keep a stranger's words from them: {@link
   * #agent(Tools, AgentRules)} can.
   *
   * @param effects of its tools, if it has any: nobody can tell from outside
   * @param asked calls the method that answers; it must return the answer itself, no stream of it
   */
  public <S, I, O> Work<I, O> service(
      Class<S> type,
      WorkInfo.Effects effects,
      Function<? super ChatModel, ? extends S> built,
      BiFunction<? super S, ? super I, ? extends O> asked) {
    if (effects == WorkInfo.Effects.CONSEQUENTIAL) {
      throw new IllegalArgumentException(
          "nobody sees what leads an AI service to its tools, so these cannot be consequential; make it an agent of these tools, with somebody who approves their calls");
    }
    var service = new Service<S, I, O>(asking, facts, built, asked);
    return Work.described(
        service.info(type, effects),
        input -> Bound.NOTHING, // each of its exchanges is held for as it is made
        service::answer);
  }

  private Mono<Reply> ask(Facts told, Supplier<ChatRequest.Builder> request, CallContext call) {
    return Mono.defer(() -> asking.ask(told, request.get().build(), call));
  }
}
