package io.waybill.testkit.billing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.function.Function;

/**
 * A model server on this machine that keeps its own bill: for tests that hold a ledger or a trace
 * against what the provider says it is owed, to the nano-dollar.
 *
 * <p>It answers any chat with a text of its own until it is told otherwise. What it bills:
 *
 * <ul>
 *   <li>an answer that got to its end: what {@link Answer#using} says, else what it counts itself:
 *       a token for every four bytes of text read, and for every piece sent;
 *   <li>an answer that broke off, whoever broke it off: the input, and the output tokens sent;
 *   <li>a failure (4xx, 5xx, {@link Answer#raw}), a list of models: nothing.
 * </ul>
 *
 * <p>Each exchange is rounded once, half to even, to a nano-dollar: {@link Prices}.
 */
public final class BillingProvider implements AutoCloseable {
  private final Orders orders = new Orders();
  private final Clerk clerk = new Clerk(orders);
  private final Loopback loopback;

  private BillingProvider() {
    try {
      loopback = new Loopback(clerk);
    } catch (IOException e) {
      throw new UncheckedIOException("no port of the loopback address can be had", e);
    }
  }

  /** A provider on a free port of 127.0.0.1. */
  public static BillingProvider start() {
    return new BillingProvider();
  }

  /** {@code http://127.0.0.1:port}, without a slash at its end. */
  public URI url() {
    return URI.create("http://127.0.0.1:" + loopback.port());
  }

  /** The base URL for clients of OpenAI, and of what is compatible. */
  public String openai() {
    return url() + "/v1";
  }

  /** The base URL for clients of Ollama. */
  public String ollama() {
    return url().toString();
  }

  /** The base URL for clients of Anthropic. */
  public String anthropic() {
    return url() + "/v1/";
  }

  /** The base URL for clients of Gemini. */
  public String gemini() {
    return url() + "/v1beta";
  }

  /** The base URL for clients of Mistral. */
  public String mistral() {
    return url() + Wires.MISTRAL_PREFIX + "/v1";
  }

  /**
   * The next chats get these, one each, in the order they come; those after them what {@link
   * #answering} says.
   */
  public BillingProvider answer(Answer... answers) {
    orders.queue(List.of(answers));
    return this;
  }

  /**
   * Every chat that finds nothing queued, and every embedding, gets what this says. It is asked on
   * a thread of the provider's, when the whole request is there.
   */
  public BillingProvider answering(Function<? super Question, Answer> script) {
    orders.script(script);
    return this;
  }

  /** It has these models, and no others. Without that it has any. */
  public BillingProvider models(String... names) {
    orders.models(List.of(names));
    return this;
  }

  /** It answers only those who show this key. */
  public BillingProvider key(String key) {
    orders.key(key);
    return this;
  }

  /** From now on the model costs so much. */
  public BillingProvider prices(String model, Prices prices) {
    orders.price(model, prices);
    return this;
  }

  /** What a model costs. One that nobody named a price for costs what all such do. */
  public Prices prices(String model) {
    return orders.prices(model);
  }

  /** What it is owed so far, in nano-dollars: the sum over all {@link Exchange#charge}. */
  public long bill() {
    return exchanges().stream()
        .mapToLong(exchange -> exchange.charge().nano())
        .reduce(0, Math::addExact);
  }

  /** All requests so far, in the order they came. */
  public List<Exchange> exchanges() {
    return clerk.exchanges();
  }

  /** Closes every connection at once, whatever it waits for. */
  @Override
  public void close() {
    clerk.exchanges().forEach(Exchange::brokenOff);
    try {
      loopback.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
