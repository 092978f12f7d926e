package io.waybill.local;

import io.waybill.work.Encoder;
import io.waybill.work.ErrorKind;
import io.waybill.work.Question;
import io.waybill.work.Work;
import io.waybill.work.WorkInfo;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.TreeMap;

/**
 * A model that answers by quoting: the one to three sentences nearest to the question, word for
 * word, in the order in which they stand, each with its place. If none is near enough it fails with
 * {@link ErrorKind#REFUSED}, which a rescue can hand to a person.
 */
public final class Quotes {
  private Quotes() {}

  /**
   * What it takes to be quoted.
   *
   * @param near the score in [0, 1] below which the best sentence is no answer
   * @param beside the share of the best score that every further sentence must reach
   * @param sentences how many are quoted at most
   */
  public record Bar(double near, double beside, int sentences) {
    /**
     * Chosen on forty questions that a handbook answers and twenty that it does not; see {@code
     * docs/performance.md}.
     */
    public static final Bar DEFAULT = new Bar(0.27, 0.8, 3);

    public Bar {
      if (!(near >= 0 && near <= 1 && beside >= 0 && beside <= 1)) {
        throw new IllegalArgumentException(
            "near and beside must be in [0, 1], are %s and %s".formatted(near, beside));
      }
      if (sentences < 1) {
        throw new IllegalArgumentException("quote at least one sentence, not " + sentences);
      }
    }
  }

  /** Answers a question from its passages. */
  public static Work<Question, String> answer(Encoder encoder) {
    return answer(encoder, Bar.DEFAULT);
  }

  /** Answers a question from its passages. */
  public static Work<Question, String> answer(Encoder encoder, Bar bar) {
    var quoter = new Quoter(encoder, bar);
    return Work.described(
        info("quote.answer", Question.class, config(quoter), WorkInfo.Trust.AS_INPUT),
        (question, call) -> quoter.answer(question, Spent.NOTHING, call));
  }

  /**
   * Answers a prompt: a text to quote from, an empty line, the question. The question begins at the
   * first paragraph that starts with {@code Question:}, or is the last paragraph if none does.
   * Places are places in the prompt.
   */
  public static Work<String, String> text(Encoder encoder) {
    return text(encoder, Bar.DEFAULT);
  }

  /** As {@link #text(Encoder)}. */
  public static Work<String, String> text(Encoder encoder, Bar bar) {
    var quoter = new Quoter(encoder, bar);
    return Work.described(
        info("quote.text", String.class, config(quoter), WorkInfo.Trust.AS_INPUT),
        (prompt, call) -> quoter.answer(Prompt.question(prompt), Spent.NOTHING, call));
  }

  /**
   * Answers a question from a folder of documents, quoting from the {@code top} nearest passages.
   */
  public static Work<String, String> over(Documents documents, int top) {
    return over(documents, top, Bar.DEFAULT);
  }

  /** As {@link #over(Documents, int)}. */
  public static Work<String, String> over(Documents documents, int top, Bar bar) {
    var retrieve = documents.retrieve(top);
    var quoter = new Quoter(documents.encoder(), bar);
    var config = new TreeMap<>(documents.config(top));
    config.putAll(config(quoter));
    return Work.described(
        info("quote.over", String.class, config, documents.trust()),
        (question, call) ->
            retrieve
                .perform(question, call)
                .flatMap(
                    found ->
                        quoter.answer(
                            new Question(question, found.value()), Spent.of(found.usage()), call)));
  }

  private static WorkInfo info(
      String name, Type input, Map<String, Object> config, WorkInfo.Trust trust) {
    return WorkInfo.named(name)
        .model("quote")
        .config(config)
        .types(input, String.class)
        .effects(WorkInfo.Effects.PURE)
        .trust(trust)
        .pool("cpu")
        .build();
  }

  private static Map<String, Object> config(Quoter quoter) {
    return Map.of(
        "encoder", quoter.encoder().digest(),
        "near", quoter.bar().near(),
        "beside", quoter.bar().beside(),
        "sentences", quoter.bar().sentences(),
        "looked_at", Quoter.LOOKED_AT,
        "passage", Quoter.PASSAGE,
        "words", Nearness.WORDS);
  }
}
